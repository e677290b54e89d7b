/*
 * The schema as a list of steps, each run once and in order: step n brings the file to `user_version` n. Steps are only ever added.
 * `organisation` leads every key and index (S35). Columns of sealed text have no type, for a seal may give bytes (S36).
 */
const first = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
INSERT INTO meta VALUES ('epoch', 0), ('journal', '');

CREATE TABLE orders (
  organisation TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, pending INTEGER NOT NULL,
  channel TEXT NOT NULL, channel_order_id TEXT NOT NULL, instance_ids TEXT NOT NULL,
  document NOT NULL, turn NOT NULL, body NOT NULL
);
CREATE UNIQUE INDEX orders_id ON orders (organisation, id);
CREATE UNIQUE INDEX orders_channel ON orders (organisation, channel, channel_order_id);
CREATE INDEX orders_pending ON orders (organisation, id) WHERE pending = 1;

CREATE TABLE instances (
  organisation TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, pending INTEGER NOT NULL,
  order_id TEXT, live INTEGER NOT NULL, timer_at INTEGER,
  document NOT NULL, turn NOT NULL
);
CREATE UNIQUE INDEX instances_id ON instances (organisation, id);
CREATE INDEX instances_order ON instances (organisation, order_id) WHERE order_id IS NOT NULL;
CREATE INDEX instances_timer ON instances (organisation, timer_at) WHERE timer_at IS NOT NULL;
CREATE INDEX instances_pending ON instances (organisation, id) WHERE pending = 1;

CREATE TABLE history (
  cursor INTEGER PRIMARY KEY, organisation TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
  order_id TEXT, at INTEGER NOT NULL, turn NOT NULL
);
CREATE INDEX history_order ON history (organisation, order_id);

CREATE TABLE order_rows (
  organisation TEXT NOT NULL, id TEXT NOT NULL, received_at INTEGER NOT NULL, channel TEXT NOT NULL, channel_order_id TEXT NOT NULL,
  last_six TEXT NOT NULL, phone_last4 TEXT, status TEXT NOT NULL, stage TEXT, since INTEGER NOT NULL, live INTEGER NOT NULL, due_at INTEGER,
  parts TEXT NOT NULL
);
CREATE UNIQUE INDEX order_rows_id ON order_rows (organisation, id);
CREATE INDEX order_rows_received ON order_rows (organisation, received_at, id);
CREATE INDEX order_rows_status ON order_rows (organisation, status, received_at, id);
CREATE INDEX order_rows_stage ON order_rows (organisation, stage, since) WHERE live = 1;
CREATE INDEX order_rows_due ON order_rows (organisation, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX order_rows_channel_order ON order_rows (organisation, channel_order_id);
CREATE INDEX order_rows_last_six ON order_rows (organisation, last_six);
CREATE INDEX order_rows_phone ON order_rows (organisation, phone_last4) WHERE phone_last4 IS NOT NULL;

CREATE TABLE tasks (
  organisation TEXT NOT NULL, id TEXT NOT NULL, instance_id TEXT NOT NULL, groups TEXT NOT NULL, cause TEXT, claimed_by TEXT,
  urgency INTEGER NOT NULL, task NOT NULL
);
CREATE UNIQUE INDEX tasks_id ON tasks (organisation, id);
CREATE INDEX tasks_instance ON tasks (organisation, instance_id);
CREATE INDEX tasks_urgency ON tasks (organisation, urgency, id);

CREATE TABLE series (organisation TEXT NOT NULL, name TEXT NOT NULL, next INTEGER NOT NULL, PRIMARY KEY (organisation, name)) WITHOUT ROWID;

CREATE TABLE drafts (
  organisation TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, draft NOT NULL,
  PRIMARY KEY (organisation, kind, id)
);
CREATE TABLE versions (
  organisation TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, version INTEGER NOT NULL, head NOT NULL, definition NOT NULL,
  PRIMARY KEY (organisation, kind, id, version)
);
CREATE TABLE change_sets (organisation TEXT NOT NULL, revision INTEGER NOT NULL, change_set NOT NULL, PRIMARY KEY (organisation, revision));
CREATE TABLE settings (
  organisation TEXT NOT NULL, key TEXT NOT NULL, etag TEXT NOT NULL, value NOT NULL,
  PRIMARY KEY (organisation, key)
);
`;

/** What lies beside a definition: its layout, its cases. */
const companions = `
CREATE TABLE companions (
  organisation TEXT NOT NULL, type TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, etag TEXT NOT NULL, companion NOT NULL,
  PRIMARY KEY (organisation, type, kind, id)
);
`;

/** How orders walk through workflows. What happened before this step is not counted; where tokens stand is read from the documents. */
const traffic = `
CREATE TABLE traffic (
  organisation TEXT NOT NULL, workflow TEXT NOT NULL, day TEXT NOT NULL, node TEXT NOT NULL, port TEXT NOT NULL,
  amount INTEGER NOT NULL, recent TEXT NOT NULL,
  PRIMARY KEY (organisation, workflow, day, node, port)
) WITHOUT ROWID;
CREATE TABLE traffic_marks (organisation TEXT PRIMARY KEY, cursor INTEGER NOT NULL) WITHOUT ROWID;
INSERT INTO traffic_marks SELECT organisation, max(cursor) FROM history GROUP BY organisation;
ALTER TABLE instances ADD COLUMN workflow TEXT;
ALTER TABLE instances ADD COLUMN open TEXT;
UPDATE instances SET workflow = json_extract(document, '$.state.workflow'), open = (
  SELECT json_group_array(json_array(json_extract(value, '$.nodeId'), json_extract(value, '$.enteredAt')))
  FROM json_each(document, '$.state.activations')
  WHERE json_extract(value, '$.wait.for') <> 'branches' AND json_extract(value, '$.settles') IS NULL
) WHERE live = 1;
CREATE INDEX instances_open ON instances (organisation, workflow, open) WHERE live = 1;
`;

/**
 * The inbox: open tasks by cause, and how those before them ended. A task that ended before this step is known from the timeline only. What the
 * list of orders knows of an amount and a place is read where it stands.
 */
const inbox = `
ALTER TABLE tasks ADD COLUMN order_id TEXT;
ALTER TABLE tasks ADD COLUMN opened_at INTEGER;
ALTER TABLE tasks ADD COLUMN due_at INTEGER;
ALTER TABLE tasks ADD COLUMN needed INTEGER;
UPDATE tasks SET
  order_id = json_extract(task, '$.orderId'), opened_at = json_extract(task, '$.openedAt'), due_at = json_extract(task, '$.dueAt'),
  needed = json_extract(task, '$.approvalsNeeded'),
  cause = json_extract(task, '$.workflow') || '/' || json_extract(task, '$.nodeId') || coalesce('/' || json_extract(task, '$.cause.key'), '');
CREATE INDEX tasks_cause ON tasks (organisation, cause, opened_at, id);
CREATE INDEX tasks_sums ON tasks (organisation, cause, groups, opened_at, due_at, needed, claimed_by);
CREATE INDEX tasks_opened ON tasks (organisation, opened_at, id);
CREATE INDEX tasks_due ON tasks (organisation, due_at);

CREATE TABLE ended_tasks (
  organisation TEXT NOT NULL, id TEXT NOT NULL, order_id TEXT, cause TEXT NOT NULL, decided_by TEXT, ended_at INTEGER NOT NULL,
  ending TEXT NOT NULL, task NOT NULL
);
CREATE UNIQUE INDEX ended_tasks_id ON ended_tasks (organisation, id);
CREATE INDEX ended_tasks_cause ON ended_tasks (organisation, cause, ended_at, id);
CREATE INDEX ended_tasks_by ON ended_tasks (organisation, decided_by, ended_at, id) WHERE decided_by IS NOT NULL;

ALTER TABLE order_rows ADD COLUMN total_minor INTEGER GENERATED ALWAYS AS (json_extract(parts, '$.order.totalMinor')) VIRTUAL;
ALTER TABLE order_rows ADD COLUMN province TEXT GENERATED ALWAYS AS (json_extract(parts, '$.order.region.province')) VIRTUAL;
`;

/** Answers by idempotency key; events of orders that have not come yet. */
const waiting = `
CREATE TABLE answers (
  organisation TEXT NOT NULL, key TEXT NOT NULL, fingerprint TEXT NOT NULL, at INTEGER NOT NULL, answer NOT NULL,
  PRIMARY KEY (organisation, key)
);
CREATE INDEX answers_at ON answers (organisation, at);
CREATE TABLE parked (
  number INTEGER PRIMARY KEY, organisation TEXT NOT NULL, channel TEXT NOT NULL, channel_order_id TEXT NOT NULL,
  source_id TEXT NOT NULL, until INTEGER NOT NULL, message NOT NULL
);
CREATE UNIQUE INDEX parked_source ON parked (organisation, channel, channel_order_id, source_id);
CREATE INDEX parked_until ON parked (organisation, until);
`;

/** Counts of quotas with the takes they are made of; who waits for what others share. */
const quotas = `
CREATE TABLE quotas (
  organisation TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL, quota TEXT NOT NULL, limit_id TEXT NOT NULL,
  taken INTEGER NOT NULL, document NOT NULL, turn NOT NULL
);
CREATE UNIQUE INDEX quotas_id ON quotas (organisation, id);
CREATE INDEX quotas_taken ON quotas (organisation, quota, limit_id, taken);
CREATE TABLE takes (
  organisation TEXT NOT NULL, aggregate_id TEXT NOT NULL, id TEXT NOT NULL, quota TEXT NOT NULL, limit_id TEXT NOT NULL,
  amount INTEGER NOT NULL, state TEXT NOT NULL, at INTEGER NOT NULL, changed_at INTEGER NOT NULL,
  instance_id TEXT NOT NULL, order_id TEXT, version INTEGER NOT NULL
);
CREATE UNIQUE INDEX takes_id ON takes (organisation, aggregate_id, id);
CREATE INDEX takes_call ON takes (organisation, id);
CREATE INDEX takes_order ON takes (organisation, order_id, quota) WHERE order_id IS NOT NULL;
CREATE INDEX takes_instance ON takes (organisation, instance_id, quota) WHERE order_id IS NULL;
CREATE INDEX takes_recent ON takes (organisation, quota, limit_id, at, id);
CREATE INDEX takes_open ON takes (organisation, aggregate_id, id) WHERE state = 'open';
ALTER TABLE instances ADD COLUMN awaits TEXT;
ALTER TABLE instances ADD COLUMN awaits_by INTEGER;
ALTER TABLE instances ADD COLUMN awaits_since INTEGER;
CREATE INDEX instances_awaits ON instances (organisation, awaits_by, awaits_since, id) WHERE awaits IS NOT NULL;
`;

/** What metrics have counted, and how far the history is in it. */
const metrics = `
CREATE TABLE metric_buckets (
  organisation TEXT NOT NULL, metric TEXT NOT NULL, key TEXT NOT NULL, slot INTEGER NOT NULL, amount INTEGER NOT NULL,
  total INTEGER NOT NULL, seen TEXT, through INTEGER NOT NULL,
  PRIMARY KEY (organisation, metric, key, slot)
) WITHOUT ROWID;
CREATE TABLE metric_lines (
  organisation TEXT NOT NULL, metric TEXT NOT NULL, key TEXT NOT NULL, state TEXT NOT NULL, since INTEGER NOT NULL,
  turning INTEGER, at INTEGER NOT NULL, through INTEGER NOT NULL,
  PRIMARY KEY (organisation, metric, key)
) WITHOUT ROWID;
CREATE TABLE metric_sources (
  organisation TEXT NOT NULL, metric TEXT NOT NULL, source TEXT NOT NULL, PRIMARY KEY (organisation, metric)
) WITHOUT ROWID;
CREATE TABLE metric_marks (organisation TEXT PRIMARY KEY, cursor INTEGER NOT NULL) WITHOUT ROWID;
`;

/** Orders that ended long ago. */
const archive = `
CREATE TABLE archive (organisation TEXT NOT NULL, id TEXT NOT NULL, packed BLOB NOT NULL);
CREATE UNIQUE INDEX archive_id ON archive (organisation, id);
CREATE TABLE archived_instances (organisation TEXT NOT NULL, id TEXT NOT NULL, order_id TEXT NOT NULL);
CREATE UNIQUE INDEX archived_instances_id ON archived_instances (organisation, id);
CREATE INDEX archived_instances_order ON archived_instances (organisation, order_id);
`;

/** By what an order's customer is known again. */
const marks = `
CREATE TABLE order_marks (
  organisation TEXT NOT NULL, mark TEXT NOT NULL, received_at INTEGER NOT NULL, order_id TEXT NOT NULL,
  PRIMARY KEY (organisation, mark, received_at, order_id)
) WITHOUT ROWID;
`;

export const migrations: readonly string[] = [
  first,
  companions,
  traffic,
  inbox,
  waiting,
  quotas,
  metrics,
  archive,
  marks,
];
