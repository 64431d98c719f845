CREATE TABLE `sample_events` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`sample_id` text NOT NULL,
	`field` text NOT NULL,
	`before_value` text,
	`after_value` text,
	`reason` text DEFAULT '' NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sample_id`) REFERENCES `samples`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sample_events_sample` ON `sample_events` (`sample_id`);--> statement-breakpoint
CREATE TABLE `sample_parts` (
	`lab_id` text NOT NULL,
	`parent_id` text NOT NULL,
	`child_id` text NOT NULL,
	`amount_g` real,
	`count` integer,
	PRIMARY KEY(`parent_id`, `child_id`),
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`parent_id`) REFERENCES `samples`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`child_id`) REFERENCES `samples`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `sample_parts_child` ON `sample_parts` (`child_id`);--> statement-breakpoint
ALTER TABLE `characterisations` ADD `uncertainty` real;--> statement-breakpoint
ALTER TABLE `characterisations` ADD `remark` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `characterisations` ADD `file_id` text REFERENCES files(id);--> statement-breakpoint
ALTER TABLE `characterisations` ADD `corrects` text REFERENCES characterisations(id);--> statement-breakpoint
ALTER TABLE `characterisations` ADD `is_withdrawal` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `characterisations` ADD `reason` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX `characterisations_corrects` ON `characterisations` (`corrects`);--> statement-breakpoint
ALTER TABLE `samples` ADD `mixes_recipes` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `samples` ADD `taken_g` real DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `samples` ADD `count` integer;--> statement-breakpoint
ALTER TABLE `samples` ADD `taken_count` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `samples` ADD `diameter_mm` real;--> statement-breakpoint
ALTER TABLE `samples` ADD `coating_mg_per_disc` real;--> statement-breakpoint
ALTER TABLE `samples` ADD `active_percent` real;--> statement-breakpoint
ALTER TABLE `samples` ADD `loading_mg_per_cm2` real;--> statement-breakpoint
ALTER TABLE `samples` ADD `is_air_sensitive` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `samples` ADD `expires_on` text;--> statement-breakpoint
ALTER TABLE `samples` ADD `state` text DEFAULT 'present' NOT NULL;--> statement-breakpoint
ALTER TABLE `samples` ADD `remark` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `samples_lab` ON `samples` (`lab_id`,`created_at`);--> statement-breakpoint
ALTER TABLE `samples` DROP COLUMN `parent_id`;