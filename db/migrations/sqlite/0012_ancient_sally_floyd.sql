CREATE TABLE `mails` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`member_id` text NOT NULL,
	`kind` text NOT NULL,
	`sentence` text NOT NULL,
	`place` text NOT NULL,
	`notification_id` text,
	`written_at` integer NOT NULL,
	`due_at` integer,
	`attempts` integer DEFAULT 0 NOT NULL,
	`sent_at` integer,
	`problem` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `mails_due` ON `mails` (`due_at`);--> statement-breakpoint
ALTER TABLE `notification_choices` ADD `unmailed` text DEFAULT '[]' NOT NULL;