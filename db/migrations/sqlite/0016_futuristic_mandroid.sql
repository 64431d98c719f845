CREATE TABLE `seen_mentions` (
	`lab_id` text NOT NULL,
	`key` text NOT NULL,
	`member_id` text NOT NULL,
	PRIMARY KEY(`lab_id`, `key`, `member_id`),
	FOREIGN KEY (`lab_id`) REFERENCES `labs`(`id`) ON UPDATE no action ON DELETE no action
);
