DROP INDEX `recipes_plan`;--> statement-breakpoint
CREATE INDEX `recipes_plan` ON `recipes` (`plan_id`,`is_binned`);--> statement-breakpoint
CREATE INDEX `runs_state` ON `runs` (`lab_id`,`state`,`started_at`);--> statement-breakpoint
CREATE INDEX `runs_person` ON `runs` (`lab_id`,`started_by`,`started_at`);--> statement-breakpoint
CREATE INDEX `cells_lab` ON `cells` (`lab_id`,`built_at`);