#include "reclaim/ledger.hpp"

#include <algorithm>
#include <stdexcept>

namespace burnandclaim {

Ledger::Ledger(const std::vector<ReclaimItem>& requested) : requested_(requested) {
    for (const auto& [selection, lamports] : requested) {
        if (!index_.emplace(selection.address, items_.size()).second)
            throw std::invalid_argument(selection.address + " is in items twice");
        items_.push_back(
            {{selection.type, selection.address, selection.action}, std::string{reclaim_outcome::skipped}});
    }
}

std::vector<ItemSelection> Ledger::build_items(const std::vector<Selection>& items) const {
    std::vector<ItemSelection> out;
    for (const Selection& item : items) out.push_back(requested_[index_.at(item.address)].selection);
    return out;
}

void Ledger::record(const std::vector<Selection>& items, const LedgerEntry& entry) {
    for (const Selection& item : items) {
        ReclaimedItem& known = items_[index_.at(item.address)];
        known = {known.item, std::string{entry.outcome}, entry.signature, {}, entry.error};
    }
}

void Ledger::record_landed(const BuiltTransaction& built, const Submission& submission) {
    record(built.includes, {submission.status, submission.signature});
    landed_.insert_or_assign(submission.signature, built);
    if (built.includes.size() == 1) {
        items_[index_.at(built.includes.front().address)].lamports = built.gross_rebate;
    } else if (is_share_known(built)) {
        for (const Selection& item : built.includes) {
            const auto index = index_.at(item.address);
            items_[index].lamports = requested_[index].reclaimable_lamports;
        }
    }
}

/// Tells whether the list says each item's share: only if its amounts add up to the transaction's.
bool Ledger::is_share_known(const BuiltTransaction& built) const {
    std::uint64_t sum = 0;
    for (const Selection& item : built.includes) {
        const auto& listed = requested_[index_.at(item.address)].reclaimable_lamports;
        if (!listed) return false;
        sum += *listed;
    }
    return sum == built.gross_rebate;
}

ReclaimReport Ledger::report() const {
    ReclaimReport report{.items = items_};
    for (const auto& [signature, built] : landed_) {
        report.totals.items += built.includes.size();
        ++report.totals.transactions;
        report.totals.amounts.gross_rebate += built.gross_rebate;
        report.totals.amounts.donation_amount += built.donation_amount;
        report.totals.amounts.net_rebate += built.net_rebate;
        report.totals.amounts.network_fee += built.network_fee;
    }
    return report;
}

}  // namespace burnandclaim
