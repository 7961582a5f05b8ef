#include "storage/sqlite/schema.hpp"

#include <array>
#include <span>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "storage/sqlite/transaction.hpp"
#include "storage/stores/submission_totals.hpp"

namespace burner::storage {

namespace {

/// The migrations, one statement each, in order; only ever appended to. Times are milliseconds since 1970.
constexpr std::array migrations{
    "CREATE TABLE projects (id TEXT PRIMARY KEY, name TEXT NOT NULL, donation_wallet BLOB, tier TEXT NOT NULL,"
    " allowed_origins TEXT NOT NULL, created_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",

    "CREATE TABLE api_keys (id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES projects, hash BLOB NOT NULL UNIQUE,"
    " last4 TEXT NOT NULL, name TEXT NOT NULL, mode TEXT NOT NULL, created_at INTEGER NOT NULL, expires_at INTEGER,"
    " revoked_at INTEGER) STRICT, WITHOUT ROWID",

    // How often projects or keys have changed: what other processes watch.
    "CREATE TABLE key_changes (value INTEGER NOT NULL) STRICT",
    "INSERT INTO key_changes VALUES (1)",

    // AUTOINCREMENT: a sequence number is never given twice, so nobody misses a row.
    "CREATE TABLE revocations (sequence INTEGER PRIMARY KEY AUTOINCREMENT, project TEXT NOT NULL, session_id TEXT NOT"
    " NULL, wallet BLOB, issued_until INTEGER NOT NULL, forget_at INTEGER NOT NULL) STRICT",
    "CREATE INDEX revocations_by_end ON revocations (forget_at)",

    // `month` is the year times 100 and the month. Never deleted.
    "CREATE TABLE monthly_usage (key_id TEXT NOT NULL, month INTEGER NOT NULL, requests INTEGER NOT NULL,"
    " PRIMARY KEY (key_id, month)) STRICT, WITHOUT ROWID",

    "CREATE TABLE idempotency (slot BLOB PRIMARY KEY, body BLOB NOT NULL, sealed_answer BLOB,"
    " expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX idempotency_by_end ON idempotency (expires_at)",

    // `status` is the value of transactions::SubmissionStatus; 0 and 1 are those still to follow.
    "CREATE TABLE submissions (sequence INTEGER PRIMARY KEY, digest BLOB NOT NULL UNIQUE, project TEXT NOT NULL,"
    " wallet BLOB NOT NULL, signature BLOB NOT NULL, transaction_bytes BLOB NOT NULL, last_valid_block_height INTEGER "
    "NOT NULL,"
    " gross INTEGER NOT NULL, donation INTEGER NOT NULL, includes BLOB NOT NULL, recorded_at INTEGER NOT NULL,"
    " status INTEGER NOT NULL, slot INTEGER, error TEXT NOT NULL) STRICT",
    "CREATE INDEX submissions_unfinished ON submissions (sequence) WHERE status < 2",
    "CREATE INDEX submissions_by_signature ON submissions (signature)",

    // The sums of confirmed and finalized submissions, changed with the status. `period` is the value of
    // transactions::Period, `first_day` in days since 1970; lamports are donation bases.
    "CREATE TABLE submission_totals (project TEXT PRIMARY KEY, wallets INTEGER NOT NULL, transactions INTEGER NOT NULL,"
    " burned INTEGER NOT NULL, closed INTEGER NOT NULL, reclaimed INTEGER NOT NULL, donated INTEGER NOT NULL) STRICT,"
    " WITHOUT ROWID",
    "CREATE TABLE reclaimed_by_wallet (project TEXT NOT NULL, period INTEGER NOT NULL, first_day INTEGER NOT NULL,"
    " wallet TEXT NOT NULL, lamports INTEGER NOT NULL, items INTEGER NOT NULL, transactions INTEGER NOT NULL,"
    " PRIMARY KEY (project, period, first_day, wallet)) STRICT, WITHOUT ROWID",
    "CREATE INDEX reclaimed_by_rank ON reclaimed_by_wallet (project, period, first_day, lamports DESC, wallet)",

    "CREATE TABLE webhooks (id TEXT PRIMARY KEY, project TEXT NOT NULL, url TEXT NOT NULL, sealed_secret BLOB NOT NULL,"
    " created_at INTEGER NOT NULL, disabled_at INTEGER) STRICT, WITHOUT ROWID",

    // `status` is the value of webhooks::DeliveryStatus; `answer` is an HTTP status.
    "CREATE TABLE webhook_deliveries (sequence INTEGER PRIMARY KEY AUTOINCREMENT, webhook TEXT NOT NULL REFERENCES"
    " webhooks ON DELETE CASCADE, message TEXT NOT NULL, type TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT"
    " NULL, status INTEGER NOT NULL, attempts INTEGER NOT NULL, next_attempt_at INTEGER NOT NULL, attempted_at INTEGER,"
    " took_ms INTEGER, answer INTEGER, error TEXT, UNIQUE (webhook, message)) STRICT",
    "CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook, next_attempt_at) WHERE status = 0",
    "CREATE INDEX webhook_deliveries_done ON webhook_deliveries (created_at) WHERE status > 0",
    "CREATE INDEX webhook_deliveries_latest ON webhook_deliveries (webhook, sequence)",

    // What must not be burned; addresses of 32 bytes side by side.
    "ALTER TABLE projects ADD COLUMN protect_above_usd TEXT",
    "ALTER TABLE projects ADD COLUMN protected_mints BLOB NOT NULL DEFAULT x''",
    "ALTER TABLE projects ADD COLUMN protected_collections BLOB NOT NULL DEFAULT x''",

    // Whose answer it is, since when, and its bytes: what is kept for an API key is bounded.
    "ALTER TABLE idempotency ADD COLUMN key_id TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE idempotency ADD COLUMN kept_at INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE idempotency ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX idempotency_by_key ON idempotency (key_id, kept_at, size)",

    // The unfinished submissions of a wallet are counted; those of each project are followed in turn.
    "CREATE INDEX submissions_unfinished_by_wallet ON submissions (wallet) WHERE status < 2",
    "CREATE INDEX submissions_unfinished_by_project ON submissions (project, sequence) WHERE status < 2",
    "DROP INDEX submissions_unfinished",

    // The part of `gross` that can be rent. The sums count it; what was recorded before counts whole, as it was summed.
    "ALTER TABLE submissions ADD COLUMN donation_base INTEGER NOT NULL DEFAULT 0",
    "UPDATE submissions SET donation_base = gross",

    // An empty text stands for every type or every project.
    "CREATE TABLE pauses (burns_only INTEGER NOT NULL, type TEXT NOT NULL, project TEXT NOT NULL,"
    " PRIMARY KEY (burns_only, type, project)) STRICT, WITHOUT ROWID",

    // The value of transactions::PromiseVerdict: 3, unknown, for what was recorded before it was checked.
    "ALTER TABLE submissions ADD COLUMN promise INTEGER NOT NULL DEFAULT 3",
    "CREATE INDEX submissions_unverified ON submissions (sequence) WHERE promise = 0 AND status IN (1, 2)",

    // The finished submissions, which are forgotten in the end.
    "CREATE INDEX submissions_finished ON submissions (recorded_at) WHERE status > 1",

    // Which claim holds a slot: only that one may answer.
    "ALTER TABLE idempotency ADD COLUMN claim BLOB NOT NULL DEFAULT x''",

    // How often each was handed to the cluster. What an earlier version left unfinished may have been sent more than
    // once, so that no later refusal is believed.
    "ALTER TABLE submissions ADD COLUMN sends INTEGER NOT NULL DEFAULT 2",

    // The part of the background work that a row belongs to: 4 bits of the digest; of a webhook any fixed number.
    "ALTER TABLE submissions ADD COLUMN shard INTEGER NOT NULL DEFAULT 0",
    "UPDATE submissions SET shard = instr('123456789ABCDEF', substr(hex(digest), 2, 1))",
    "DROP INDEX submissions_unfinished_by_project",
    "CREATE INDEX submissions_unfinished_by_project ON submissions (project, sequence, shard) WHERE status < 2",
    "ALTER TABLE webhooks ADD COLUMN shard INTEGER NOT NULL DEFAULT 0",
    "UPDATE webhooks SET shard = coalesce(unicode(substr(id, 5, 1)), 0) % 16",

    // Whether requests have found the month's quota granted, and the ids of those who may hold unspent credits of it.
    "ALTER TABLE monthly_usage ADD COLUMN tight INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE monthly_usage ADD COLUMN holders TEXT NOT NULL DEFAULT ' '",
    "CREATE INDEX monthly_usage_tight ON monthly_usage (key_id) WHERE tight = 1",

    // The feed of changes: the number of the last one and its mark, a row for each, and up to where all nodes know
    // them. Numbers go on after those of revocations, which had their own.
    "CREATE TABLE feed (value INTEGER NOT NULL, mark INTEGER NOT NULL) STRICT",
    "INSERT INTO feed SELECT coalesce(max(seq), 0), 0 FROM sqlite_sequence WHERE name = 'revocations'",
    "CREATE TABLE changes (seq INTEGER PRIMARY KEY, kind INTEGER NOT NULL, ref TEXT NOT NULL, mark INTEGER NOT NULL,"
    " at INTEGER NOT NULL) STRICT",
    "CREATE TABLE finals (value INTEGER NOT NULL) STRICT",
    "INSERT INTO finals VALUES (0)",
    "ALTER TABLE projects ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX projects_by_change ON projects (changed)",
    "ALTER TABLE api_keys ADD COLUMN changed INTEGER NOT NULL DEFAULT 0",
    "CREATE INDEX api_keys_by_change ON api_keys (changed)",
    "DROP TABLE key_changes",

    // `state` is the word of access::SigningKeyState; the secret is sealed under the server's.
    "CREATE TABLE signing_keys (kid TEXT PRIMARY KEY, algorithm TEXT NOT NULL, sealed BLOB NOT NULL, state TEXT NOT"
    " NULL, created_at INTEGER NOT NULL, ends_at INTEGER, changed INTEGER NOT NULL) STRICT, WITHOUT ROWID",

    // `kind` is the word of access::KeyKind.
    "ALTER TABLE api_keys ADD COLUMN kind TEXT NOT NULL DEFAULT 'secret'",
    "ALTER TABLE projects ADD COLUMN require_proof INTEGER NOT NULL DEFAULT 0",

    // The nonces of challenges that a wallet was proven by.
    "CREATE TABLE used_challenges (nonce BLOB PRIMARY KEY, forget_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX used_challenges_by_end ON used_challenges (forget_at)",

    // Sponsors' seeds are sealed under the server's secret. A reservation's `state` is 0 while it is open, 1 once it is
    // repaid by what is confirmed, and 2 once it is lost. Budgets are lamports a day.
    "CREATE TABLE sponsors (address BLOB PRIMARY KEY, sealed BLOB NOT NULL, created_at INTEGER NOT NULL) STRICT,"
    " WITHOUT ROWID",
    "CREATE TABLE sponsor_reservations (digest BLOB PRIMARY KEY, sponsor BLOB NOT NULL, project TEXT NOT NULL, key_id"
    " TEXT NOT NULL, wallet BLOB NOT NULL, lamports INTEGER NOT NULL, last_valid_block_height INTEGER NOT NULL,"
    " reserved_at INTEGER NOT NULL, state INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    "CREATE INDEX sponsor_reservations_open ON sponsor_reservations (sponsor) WHERE state < 2",
    "CREATE INDEX sponsor_reservations_by_project ON sponsor_reservations (project, state, reserved_at)",
    "CREATE INDEX sponsor_reservations_by_wallet ON sponsor_reservations (wallet, state, reserved_at)",
    "CREATE INDEX sponsor_reservations_by_sponsor ON sponsor_reservations (sponsor, state, reserved_at)",
    "ALTER TABLE projects ADD COLUMN sponsor BLOB",
    "ALTER TABLE projects ADD COLUMN sponsor_project_budget INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN sponsor_key_budget INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN sponsor_wallet_budget INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE projects ADD COLUMN sponsor_floor INTEGER NOT NULL DEFAULT 0",
};

/// The number of migrations before the sums of submissions: what such a database holds is summed up once.
constexpr std::size_t before_sums = 12;
static_assert(std::string_view{migrations[before_sums]}.starts_with("CREATE TABLE submission_totals"));

}  // namespace

base::Result<void> migrate(SqliteTransaction& transaction) {
    std::size_t done = 0;
    {
        auto version = transaction.prepare("PRAGMA user_version");
        if (version.row()) done = static_cast<std::size_t>(version.integer(0));
    }
    if (done > migrations.size()) {
        return base::fail(
            base::ErrorCode::internal,
            fmt::format(
                "written by a newer version of this server, in format {}, and this version reads none above {}; "
                "run the newer version again, or restore the backup made before it ran",
                done, migrations.size()));
    }
    for (const char* migration : std::span{migrations}.subspan(done)) transaction.prepare(migration).run();
    if (done <= before_sums) sum_up(transaction);
    if (done < migrations.size()) transaction.set_version(migrations.size());
    return {};
}

}  // namespace burner::storage
