#include "storage/stores/reservation_store.hpp"

#include <fmt/format.h>

#include "transactions/submissions/submission_log.hpp"

namespace burner::storage {

namespace {

using transactions::BudgetUse;
using transactions::Reservation;
using transactions::SponsorRefusal;
using transactions::SubmissionStatus;

// A reservation's `state` is 0 while it is open, 1 once it is repaid by a transaction that is confirmed, and 2 once it
// is lost. One that is repaid or released for good is deleted.
static_assert(static_cast<int>(SubmissionStatus::confirmed) == 1 &&
              static_cast<int>(SubmissionStatus::finalized) == 2 && static_cast<int>(SubmissionStatus::failed) == 3 &&
              static_cast<int>(SubmissionStatus::expired) == 4);

/// The status of a reservation's submission; null without one. It is looked up row by row: few are open, and there may
/// be millions of submissions.
constexpr std::string_view status_of =
    "(SELECT status FROM submissions WHERE submissions.digest ="
    " sponsor_reservations.digest)";

/// Closes what the chain has decided. A failure counts even where the cluster had confirmed the opposite before.
void close_decided(Transaction& transaction) {
    for (const std::string_view change : {"UPDATE sponsor_reservations SET state = 2 WHERE state < 2 AND {} = 3",
                                          "DELETE FROM sponsor_reservations WHERE state < 2 AND {} IN (2, 4)",
                                          "UPDATE sponsor_reservations SET state = 1 WHERE state = 0 AND {} = 1"}) {
        transaction.prepare(fmt::format(fmt::runtime(change), status_of)).run();
    }
}

/// Deletes open reservations that no unfinished submission stands for, once their transactions can land no more.
void release_unfollowed(Transaction& transaction, solana::BlockHeight height, base::UnixTime reserved_before) {
    transaction
        .prepare(fmt::format("DELETE FROM sponsor_reservations WHERE state = 0 AND (last_valid_block_height < ? OR"
                             " reserved_at < ?) AND coalesce({}, 5) > 1",
                             status_of))
        .bind(height, reserved_before)
        .run();
}

/// Sums what is open or was lost today, without the reservation itself.
BudgetUse read_use(Transaction& transaction, const Reservation& reservation, const solana::Pubkey& sponsor) {
    BudgetUse use;
    const auto day = transactions::day_of(reservation.at);
    const base::ByteView digest{reservation.digest};
    {
        auto row = transaction.prepare(
            "SELECT CAST(coalesce(sum(lamports), 0) AS bigint), CAST(coalesce(sum(CASE WHEN key_id = ? THEN lamports"
            " END), 0) AS bigint) FROM sponsor_reservations WHERE project = ? AND digest <> ? AND (state = 0 OR"
            " state = 2 AND reserved_at >= ?)");
        row.bind(reservation.key_id, reservation.project, digest, day);
        if (row.row()) {
            use.project = {row.count(0)};
            use.key = {row.count(1)};
        }
    }
    {
        auto row = transaction.prepare(
            "SELECT CAST(coalesce(sum(lamports), 0) AS bigint), count(CASE WHEN state = 2 THEN 1 END) FROM"
            " sponsor_reservations WHERE wallet = ? AND digest <> ? AND (state = 0 OR state = 2 AND reserved_at >= ?)");
        row.bind(reservation.wallet.view(), digest, day);
        if (row.row()) {
            use.wallet = {row.count(0)};
            use.wallet_failures = row.count(1);
        }
    }
    auto row = transaction.prepare(
        "SELECT CAST(coalesce(sum(lamports), 0) AS bigint) FROM sponsor_reservations WHERE sponsor = ? AND digest <> ?"
        " AND state = 0");
    row.bind(sponsor.view(), digest);
    if (row.row()) use.sponsor_at_risk = {row.count(0)};
    return use;
}

void insert_reservation(Transaction& transaction, const Reservation& reservation, const solana::Pubkey& sponsor) {
    const base::ByteView digest{reservation.digest};
    transaction.prepare("DELETE FROM sponsor_reservations WHERE digest = ? AND state = 0").bind(digest).run();
    transaction
        .prepare(
            "INSERT INTO sponsor_reservations (digest, sponsor, project, key_id, wallet, lamports,"
            " last_valid_block_height, reserved_at, state) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0) ON CONFLICT (digest) DO"
            " NOTHING")
        .bind(digest, sponsor.view(), reservation.project, reservation.key_id, reservation.wallet.view(),
              reservation.lamports.value, reservation.last_valid_block_height, reservation.at)
        .run();
}

}  // namespace

base::Result<std::optional<SponsorRefusal>> ReservationStore::reserve(const Reservation& reservation,
                                                                      const solana::Sponsorship& terms,
                                                                      base::Lamports balance) {
    return database_.write([&](Transaction& transaction) -> base::Result<std::optional<SponsorRefusal>> {
        transaction.lock("sponsor reservations", {});
        close_decided(transaction);
        const auto use = read_use(transaction, reservation, terms.sponsor);
        const auto refusal = transactions::judge(reservation.lamports, use, terms, balance);
        if (!refusal) insert_reservation(transaction, reservation, terms.sponsor);
        return refusal;
    });
}

base::Result<std::optional<SponsorRefusal>> ReservationStore::check(const Reservation& reservation,
                                                                    const solana::Sponsorship& terms,
                                                                    base::Lamports balance) {
    return database_.read([&](Transaction& transaction) -> base::Result<std::optional<SponsorRefusal>> {
        const auto use = read_use(transaction, reservation, terms.sponsor);
        return transactions::judge(reservation.lamports, use, terms, balance);
    });
}

base::Result<bool> ReservationStore::has_open() {
    return database_.read([&](Transaction& transaction) -> base::Result<bool> {
        auto row = transaction.prepare("SELECT 1 FROM sponsor_reservations WHERE state < 2 LIMIT 1");
        return row.row();
    });
}

base::Result<void> ReservationStore::settle(solana::BlockHeight height, base::UnixTime reserved_before) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.lock("sponsor reservations", {});
        close_decided(transaction);
        release_unfollowed(transaction, height, reserved_before);
        return {};
    });
}

base::Result<transactions::SponsorUse> ReservationStore::use_of(const solana::Pubkey& sponsor, base::UnixTime now) {
    return database_.read([&](Transaction& transaction) -> base::Result<transactions::SponsorUse> {
        auto row = transaction.prepare(
            "SELECT CAST(coalesce(sum(CASE WHEN state = 0 THEN lamports END), 0) AS bigint),"
            " CAST(coalesce(sum(CASE WHEN state = 2 THEN lamports END), 0) AS bigint),"
            " count(CASE WHEN state = 2 THEN 1 END) FROM sponsor_reservations WHERE sponsor = ? AND (state = 0 OR"
            " state = 2 AND reserved_at >= ?)");
        row.bind(sponsor.view(), transactions::day_of(now));
        if (!row.row()) return transactions::SponsorUse{};
        return transactions::SponsorUse{{row.count(0)}, {row.count(1)}, row.count(2)};
    });
}

base::Result<void> ReservationStore::prune(base::UnixTime time) {
    return database_.write([&](Transaction& transaction) -> base::Result<void> {
        transaction.prepare("DELETE FROM sponsor_reservations WHERE state = 2 AND reserved_at < ?").bind(time).run();
        return {};
    });
}

}  // namespace burner::storage
