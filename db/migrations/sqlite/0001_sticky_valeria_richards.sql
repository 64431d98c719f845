CREATE TABLE `plan_views` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`name` text NOT NULL,
	`is_shared` integer NOT NULL,
	`settings` text NOT NULL,
	`saved_by` text NOT NULL,
	`saved_at` integer NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plan_views_plan` ON `plan_views` (`plan_id`);