CREATE TABLE `test_partings` (
	`lab_id` text NOT NULL,
	`test_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
