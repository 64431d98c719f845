CREATE TABLE `spectra` (
	`test_id` text NOT NULL,
	`number` integer NOT NULL,
	`frequency_hz` text NOT NULL,
	`re_z_ohm` text NOT NULL,
	`im_z_ohm` text NOT NULL,
	`circuit` text,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `spectra_number` ON `spectra` (`test_id`,`number`);--> statement-breakpoint
ALTER TABLE `cycles` ADD `energy_efficiency_percent` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `charge_current_ma` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `discharge_current_ma` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `temperature_c` real;--> statement-breakpoint
ALTER TABLE `cycles` ADD `first_row` integer;--> statement-breakpoint
ALTER TABLE `cycles` ADD `last_row` integer;--> statement-breakpoint
ALTER TABLE `results` ADD `how` text;