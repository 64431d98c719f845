ALTER TABLE `run_entries` ADD `file_id` text REFERENCES files(id);--> statement-breakpoint
ALTER TABLE `run_entries` ADD `said_at` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `replicate` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `place` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `runs_revision` ON `runs` (`revision_id`);--> statement-breakpoint
UPDATE `runs` SET `replicate` = (SELECT count(*) FROM `runs` AS `earlier` WHERE `earlier`.`revision_id` = `runs`.`revision_id` AND `earlier`.`number` <= `runs`.`number`);
