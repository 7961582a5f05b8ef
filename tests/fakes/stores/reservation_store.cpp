#include "fakes/stores/reservation_store.hpp"

#include <algorithm>
#include <iterator>

namespace burner::storage {

using transactions::Reservation;
using transactions::SponsorRefusal;
using transactions::SubmissionStatus;

void MemoryReservationStore::close_decided() {
    for (auto entry = rows_.begin(); entry != rows_.end();) {
        Row& row = entry->second;
        const auto submission = log_.find(entry->first).value();
        const bool is_open = submission && row.state != State::lost;
        const auto status = is_open ? submission->progress.status : SubmissionStatus::submitted;
        if (status == SubmissionStatus::failed) row.state = State::lost;
        if (status == SubmissionStatus::confirmed) row.state = State::repaid;
        const bool is_over = status == SubmissionStatus::finalized || status == SubmissionStatus::expired;
        entry = is_over ? rows_.erase(entry) : std::next(entry);
    }
}

transactions::BudgetUse MemoryReservationStore::use_beside(const Reservation& reservation,
                                                           const solana::Pubkey& sponsor) const {
    transactions::BudgetUse use;
    for (const auto& [digest, row] : rows_) {
        const bool is_lost_today =
            row.state == State::lost && row.reservation.at >= transactions::day_of(reservation.at);
        if (digest == reservation.digest || (row.state != State::open && !is_lost_today)) continue;
        const base::Lamports lamports = row.reservation.lamports;
        if (row.reservation.project == reservation.project) use.project += lamports;
        if (row.reservation.project == reservation.project && row.reservation.key_id == reservation.key_id)
            use.key += lamports;
        if (row.reservation.wallet == reservation.wallet) use.wallet += lamports;
        if (row.reservation.wallet == reservation.wallet && is_lost_today) ++use.wallet_failures;
        if (row.sponsor == sponsor && row.state == State::open) use.sponsor_at_risk += lamports;
    }
    return use;
}

base::Result<std::optional<SponsorRefusal>> MemoryReservationStore::reserve(const Reservation& reservation,
                                                                            const solana::Sponsorship& terms,
                                                                            base::Lamports balance) {
    const std::lock_guard lock(mutex_);
    close_decided();
    const auto refusal =
        transactions::judge(reservation.lamports, use_beside(reservation, terms.sponsor), terms, balance);
    if (refusal) return refusal;
    const auto known = rows_.find(reservation.digest);
    if (known == rows_.end() || known->second.state == State::open)
        rows_[reservation.digest] = {reservation, terms.sponsor};
    return std::nullopt;
}

base::Result<std::optional<SponsorRefusal>> MemoryReservationStore::check(const Reservation& reservation,
                                                                          const solana::Sponsorship& terms,
                                                                          base::Lamports balance) {
    const std::lock_guard lock(mutex_);
    return transactions::judge(reservation.lamports, use_beside(reservation, terms.sponsor), terms, balance);
}

base::Result<bool> MemoryReservationStore::has_open() {
    const std::lock_guard lock(mutex_);
    return std::ranges::any_of(rows_, [](const auto& entry) { return entry.second.state != State::lost; });
}

base::Result<void> MemoryReservationStore::settle(solana::BlockHeight height, base::UnixTime reserved_before) {
    const std::lock_guard lock(mutex_);
    close_decided();
    std::erase_if(rows_, [&](const auto& entry) {
        const auto& reservation = entry.second.reservation;
        const auto submission = log_.find(entry.first).value();
        const bool is_followed = submission && transactions::is_unfinished(submission->progress.status);
        const bool has_ended = reservation.last_valid_block_height < height || reservation.at < reserved_before;
        return entry.second.state == State::open && !is_followed && has_ended;
    });
    return {};
}

base::Result<transactions::SponsorUse> MemoryReservationStore::use_of(const solana::Pubkey& sponsor,
                                                                      base::UnixTime now) {
    const std::lock_guard lock(mutex_);
    transactions::SponsorUse use;
    for (const auto& [digest, row] : rows_) {
        if (row.sponsor != sponsor) continue;
        if (row.state == State::open) use.at_risk += row.reservation.lamports;
        if (row.state != State::lost || row.reservation.at < transactions::day_of(now)) continue;
        use.lost_today += row.reservation.lamports;
        ++use.failures_today;
    }
    return use;
}

base::Result<void> MemoryReservationStore::prune(base::UnixTime time) {
    const std::lock_guard lock(mutex_);
    std::erase_if(rows_, [&](const auto& entry) {
        return entry.second.state == State::lost && entry.second.reservation.at < time;
    });
    return {};
}

}  // namespace burner::storage
