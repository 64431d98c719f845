CREATE TABLE `column_mappings` (
	`lab_id` text NOT NULL,
	`key` text NOT NULL,
	`version` integer NOT NULL,
	`name` text NOT NULL,
	`header` text NOT NULL,
	`column_map` text NOT NULL,
	`is_retired` integer DEFAULT false NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lab_id`, `key`, `version`),
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `test_parts` (
	`test_id` text NOT NULL,
	`number` integer NOT NULL,
	`part_id` text NOT NULL,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`part_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `test_parts_number` ON `test_parts` (`test_id`,`number`);--> statement-breakpoint
CREATE INDEX `test_parts_part` ON `test_parts` (`part_id`);--> statement-breakpoint
ALTER TABLE `tests` ADD `mapping` text;--> statement-breakpoint
ALTER TABLE `tests` ADD `gaps` text;