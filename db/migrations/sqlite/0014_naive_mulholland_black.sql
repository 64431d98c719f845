PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_plan_views` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text,
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
INSERT INTO `__new_plan_views`("id", "lab_id", "plan_id", "name", "is_shared", "settings", "saved_by", "saved_at", "version") SELECT "id", "lab_id", "plan_id", "name", "is_shared", "settings", "saved_by", "saved_at", "version" FROM `plan_views`;--> statement-breakpoint
DROP TABLE `plan_views`;--> statement-breakpoint
ALTER TABLE `__new_plan_views` RENAME TO `plan_views`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
CREATE INDEX `plan_views_plan` ON `plan_views` (`plan_id`);