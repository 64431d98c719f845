CREATE TABLE `cell_corrections` (
	`lab_id` text NOT NULL,
	`cell_id` text NOT NULL,
	`number` integer NOT NULL,
	`changes` text NOT NULL,
	`reason` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cell_id`) REFERENCES `cells`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cell_corrections_number` ON `cell_corrections` (`cell_id`,`number`);--> statement-breakpoint
CREATE TABLE `test_decisions` (
	`lab_id` text NOT NULL,
	`test_id` text NOT NULL,
	`number` integer NOT NULL,
	`content` text NOT NULL,
	`reason` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `test_decisions_number` ON `test_decisions` (`test_id`,`number`);--> statement-breakpoint
ALTER TABLE `cells` ADD `electrode_mass_mg` real;--> statement-breakpoint
ALTER TABLE `cells` ADD `collector_mass_mg` real;--> statement-breakpoint
ALTER TABLE `cells` ADD `active_fraction` real;--> statement-breakpoint
ALTER TABLE `cells` ADD `pressure_mpa` real;--> statement-breakpoint
ALTER TABLE `cells` ADD `temperature_c` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `charge_peak_v` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `discharge_peak_v` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `open_half` text;--> statement-breakpoint
ALTER TABLE `cycles` ADD `open_at_v` real;--> statement-breakpoint
ALTER TABLE `results` ADD `computation` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `tests` ADD `first_reading` text;--> statement-breakpoint
ALTER TABLE `tests` ADD `computation` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `tests` ADD `dwell_voltage_v` real;