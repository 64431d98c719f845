CREATE TABLE `template_requirements` (
	`lab_id` text NOT NULL,
	`template` text NOT NULL,
	`version` integer NOT NULL,
	`required` text NOT NULL,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`lab_id`, `template`, `version`),
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE TABLE `review_answers` (
	`review_id` text NOT NULL,
	`version` integer NOT NULL,
	`recipe_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`answer` text NOT NULL,
	`reason` text DEFAULT '' NOT NULL,
	`by_member` text NOT NULL,
	`at` integer NOT NULL,
	PRIMARY KEY(`review_id`, `version`, `recipe_id`),
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_answers_recipe` ON `review_answers` (`recipe_id`);--> statement-breakpoint
CREATE TABLE `review_recipes` (
	`review_id` text NOT NULL,
	`recipe_id` text NOT NULL,
	`name` text NOT NULL,
	`content_hash` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`review_id`, `recipe_id`),
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `review_recipes_recipe` ON `review_recipes` (`recipe_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `review_recipes_open` ON `review_recipes` (`recipe_id`) WHERE "review_recipes"."state" = 'open';--> statement-breakpoint
CREATE TABLE `review_reviewers` (
	`review_id` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`review_id`, `member_id`),
	FOREIGN KEY (`review_id`) REFERENCES `reviews`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
ALTER TABLE `plans` ADD `template` text;--> statement-breakpoint
ALTER TABLE `plans` ADD `required` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviewed_revisions` ADD `approved_at` integer;--> statement-breakpoint
ALTER TABLE `reviews` ADD `mode` text DEFAULT 'any' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `note` text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE `reviews` ADD `version` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
CREATE INDEX `reviews_lab_state` ON `reviews` (`lab_id`,`state`);--> statement-breakpoint
INSERT OR IGNORE INTO `review_recipes` (`review_id`, `recipe_id`, `name`, `content_hash`, `state`) SELECT `reviews`.`id`, `recipes`.`id`, `recipes`.`name`, `recipes`.`content_hash`, 'open' FROM `reviews` INNER JOIN `recipes` ON `recipes`.`plan_id` = `reviews`.`plan_id` WHERE `reviews`.`state` = 'open' AND `recipes`.`is_binned` = 0;--> statement-breakpoint
INSERT OR IGNORE INTO `review_recipes` (`review_id`, `recipe_id`, `name`, `content_hash`, `state`) SELECT `reviewed_revisions`.`review_id`, `revisions`.`recipe_id`, `revisions`.`name`, `revisions`.`content_hash`, 'approved' FROM `reviewed_revisions` INNER JOIN `revisions` ON `revisions`.`id` = `reviewed_revisions`.`revision_id`;--> statement-breakpoint
INSERT OR IGNORE INTO `review_reviewers` (`review_id`, `member_id`) SELECT `reviews`.`id`, `members`.`id` FROM `reviews` INNER JOIN `members` ON `members`.`lab_id` = `reviews`.`lab_id` WHERE `members`.`role` = 'pi' AND `members`.`removed_at` IS NULL;
