CREATE TABLE `comments` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`thread_id` text NOT NULL,
	`text` text NOT NULL,
	`mentions` text NOT NULL,
	`written_by` text NOT NULL,
	`written_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`thread_id`) REFERENCES `threads`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `comments_thread` ON `comments` (`thread_id`,`written_at`);--> statement-breakpoint
CREATE TABLE `threads` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`recipe_id` text,
	`key` text,
	`started_at` integer NOT NULL,
	`resolved_by` text,
	`resolved_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `threads_plan` ON `threads` (`plan_id`);--> statement-breakpoint
CREATE TABLE `notification_choices` (
	`member_id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`muted` text NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `notifications` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	`details` text NOT NULL,
	`place` text NOT NULL,
	`read_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `notifications_member` ON `notifications` (`member_id`,`at`);