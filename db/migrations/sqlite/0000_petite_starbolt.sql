CREATE TABLE `activity` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text,
	`subject_id` text NOT NULL,
	`verb` text NOT NULL,
	`details` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `activity_lab` ON `activity` (`lab_id`,`at`);--> statement-breakpoint
CREATE INDEX `activity_plan` ON `activity` (`plan_id`,`at`);--> statement-breakpoint
CREATE TABLE `account` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` text NOT NULL,
	`provider_id` text NOT NULL,
	`user_id` text NOT NULL,
	`access_token` text,
	`refresh_token` text,
	`id_token` text,
	`access_token_expires_at` integer,
	`refresh_token_expires_at` integer,
	`scope` text,
	`password` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `session` (
	`id` text PRIMARY KEY NOT NULL,
	`expires_at` integer NOT NULL,
	`token` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`ip_address` text,
	`user_agent` text,
	`user_id` text NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);--> statement-breakpoint
CREATE TABLE `user` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`email_verified` integer DEFAULT false NOT NULL,
	`image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);--> statement-breakpoint
CREATE TABLE `verification` (
	`id` text PRIMARY KEY NOT NULL,
	`identifier` text NOT NULL,
	`value` text NOT NULL,
	`expires_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `files` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`sha256` text NOT NULL,
	`name` text NOT NULL,
	`size_bytes` integer NOT NULL,
	`uploaded_by` text NOT NULL,
	`uploaded_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `files_content` ON `files` (`lab_id`,`sha256`);--> statement-breakpoint
CREATE TABLE `installation` (
	`key` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `labs` (
	`id` text PRIMARY KEY NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`is_example` integer DEFAULT false NOT NULL,
	`settings` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `labs_slug_unique` ON `labs` (`slug`);--> statement-breakpoint
CREATE TABLE `invitations` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`role` text NOT NULL,
	`email` text,
	`token_hash` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`accepted_at` integer,
	`accepted_by` text,
	`revoked_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `invitations_token_hash_unique` ON `invitations` (`token_hash`);--> statement-breakpoint
CREATE INDEX `invitations_lab` ON `invitations` (`lab_id`);--> statement-breakpoint
CREATE TABLE `members` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`user_id` text NOT NULL,
	`role` text NOT NULL,
	`hue` integer NOT NULL,
	`created_at` integer NOT NULL,
	`removed_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_lab_user` ON `members` (`lab_id`,`user_id`);--> statement-breakpoint
CREATE INDEX `members_user` ON `members` (`user_id`);--> statement-breakpoint
CREATE TABLE `plan_snapshots` (
	`plan_id` text NOT NULL,
	`seq` integer NOT NULL,
	`state` blob NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `seq`)
);
--> statement-breakpoint
CREATE INDEX `plan_snapshots_at` ON `plan_snapshots` (`at`);--> statement-breakpoint
CREATE TABLE `plan_updates` (
	`plan_id` text NOT NULL,
	`seq` integer NOT NULL,
	`update` blob NOT NULL,
	`member_id` text,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `seq`)
);
--> statement-breakpoint
CREATE TABLE `plans` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`title` text NOT NULL,
	`aim` text DEFAULT '' NOT NULL,
	`conditions` text NOT NULL,
	`problems` text NOT NULL,
	`projected_seq` integer DEFAULT 0 NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`archived_at` integer,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `plans_lab` ON `plans` (`lab_id`,`updated_at`);--> statement-breakpoint
CREATE TABLE `recipes` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`name` text NOT NULL,
	`process` text NOT NULL,
	`order_key` text NOT NULL,
	`values` text NOT NULL,
	`content_hash` text NOT NULL,
	`prediction` text NOT NULL,
	`is_binned` integer DEFAULT false NOT NULL,
	`as_of_seq` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `recipes_plan` ON `recipes` (`plan_id`);--> statement-breakpoint
CREATE INDEX `recipes_lab` ON `recipes` (`lab_id`);--> statement-breakpoint
CREATE TABLE `reviewed_revisions` (
	`review_id` text NOT NULL,
	`revision_id` text NOT NULL,
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revision_id`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `reviewed_revisions_pair` ON `reviewed_revisions` (`review_id`,`revision_id`);--> statement-breakpoint
CREATE TABLE `reviews` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`state` text NOT NULL,
	`requested_by` text NOT NULL,
	`requested_at` integer NOT NULL,
	`decided_by` text,
	`decided_at` integer,
	`reason` text DEFAULT '' NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `reviews_plan` ON `reviews` (`plan_id`,`requested_at`);--> statement-breakpoint
CREATE TABLE `revisions` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`recipe_id` text NOT NULL,
	`number` integer NOT NULL,
	`content_hash` text NOT NULL,
	`name` text NOT NULL,
	`process` text NOT NULL,
	`values` text NOT NULL,
	`prediction` text NOT NULL,
	`model_version` text NOT NULL,
	`cause` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`plan_id`) REFERENCES `plans`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_number` ON `revisions` (`recipe_id`,`number`);--> statement-breakpoint
CREATE UNIQUE INDEX `revisions_content` ON `revisions` (`recipe_id`,`content_hash`);--> statement-breakpoint
CREATE INDEX `revisions_plan` ON `revisions` (`plan_id`);--> statement-breakpoint
CREATE TABLE `run_entries` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`run_id` text NOT NULL,
	`key` text NOT NULL,
	`actual` text NOT NULL,
	`unit` text,
	`reason` text DEFAULT '' NOT NULL,
	`corrects` text,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `run_entries_run` ON `run_entries` (`run_id`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`revision_id` text NOT NULL,
	`plan_id` text NOT NULL,
	`recipe_id` text NOT NULL,
	`number` integer NOT NULL,
	`state` text NOT NULL,
	`batch_mass_g` real,
	`started_by` text NOT NULL,
	`started_at` integer NOT NULL,
	`closed_by` text,
	`closed_at` integer,
	`reason` text DEFAULT '' NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`revision_id`) REFERENCES `revisions`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_number` ON `runs` (`recipe_id`,`number`);--> statement-breakpoint
CREATE INDEX `runs_lab` ON `runs` (`lab_id`,`started_at`);--> statement-breakpoint
CREATE INDEX `runs_plan` ON `runs` (`plan_id`);--> statement-breakpoint
CREATE TABLE `cells` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`sample_id` text NOT NULL,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`format` text DEFAULT '' NOT NULL,
	`active_mass_mg` real,
	`area_cm2` real,
	`electrolyte` text DEFAULT '' NOT NULL,
	`counter_electrode` text DEFAULT '' NOT NULL,
	`built_by` text NOT NULL,
	`built_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sample_id`) REFERENCES `samples`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cells_name` ON `cells` (`lab_id`,`name`);--> statement-breakpoint
CREATE INDEX `cells_sample` ON `cells` (`sample_id`);--> statement-breakpoint
CREATE TABLE `characterisations` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`sample_id` text NOT NULL,
	`quantity` text NOT NULL,
	`value` text NOT NULL,
	`unit` text,
	`method` text,
	`details` text NOT NULL,
	`source` text NOT NULL,
	`recorded_by` text NOT NULL,
	`recorded_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`sample_id`) REFERENCES `samples`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `characterisations_sample` ON `characterisations` (`sample_id`);--> statement-breakpoint
CREATE TABLE `samples` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`code` text NOT NULL,
	`run_id` text NOT NULL,
	`parent_id` text,
	`kind` text NOT NULL,
	`amount_g` real,
	`place` text DEFAULT '' NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `samples_code` ON `samples` (`lab_id`,`code`);--> statement-breakpoint
CREATE INDEX `samples_run` ON `samples` (`run_id`);--> statement-breakpoint
CREATE TABLE `cycles` (
	`test_id` text NOT NULL,
	`cycle` integer NOT NULL,
	`rows` integer NOT NULL,
	`charge_capacity_mah` real,
	`discharge_capacity_mah` real,
	`coulombic_efficiency_percent` real,
	`mean_charge_v` real,
	`mean_discharge_v` real,
	`charge_energy_mwh` real,
	`discharge_energy_mwh` real,
	`max_v` real,
	`min_v` real,
	`dwell_s` real,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cycles_number` ON `cycles` (`test_id`,`cycle`);--> statement-breakpoint
CREATE TABLE `results` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`test_id` text NOT NULL,
	`figure` text NOT NULL,
	`value` real NOT NULL,
	`unit` text NOT NULL,
	`qualifier` text,
	`at_cycle` integer,
	`reference_cycle` integer,
	`also_reported` text,
	`conditions` text NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`test_id`) REFERENCES `tests`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `results_test` ON `results` (`test_id`);--> statement-breakpoint
CREATE INDEX `results_figure` ON `results` (`lab_id`,`figure`);--> statement-breakpoint
CREATE TABLE `tests` (
	`id` text PRIMARY KEY NOT NULL,
	`lab_id` text NOT NULL,
	`cell_id` text NOT NULL,
	`origin` text NOT NULL,
	`file_id` text,
	`paper_test_id` text,
	`paper_place` text,
	`state` text NOT NULL,
	`failure` text,
	`format` text,
	`instrument` text,
	`reader_version` text,
	`row_count` integer,
	`warnings` text NOT NULL,
	`conditions` text NOT NULL,
	`replaces` text,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`cell_id`) REFERENCES `cells`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`file_id`) REFERENCES `files`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `tests_cell` ON `tests` (`cell_id`);--> statement-breakpoint
CREATE INDEX `tests_lab` ON `tests` (`lab_id`,`created_at`);