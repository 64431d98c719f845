CREATE TABLE `plan_versions` (
	`plan_id` text NOT NULL,
	`seq` integer NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`plan_id`, `seq`, `kind`, `name`)
);
