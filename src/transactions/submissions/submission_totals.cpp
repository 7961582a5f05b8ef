#include "transactions/submissions/submission_totals.hpp"

#include <algorithm>
#include <iterator>
#include <vector>

#include "solana/transaction.hpp"
#include "transactions/submissions/closed_account.hpp"

namespace burner::transactions {

namespace {

constexpr std::string_view period_words[] = {"day", "week", "month", "all"};

std::vector<solana::Pubkey> closed_by(base::ByteView bytes) {
    const auto transaction = solana::parse_transaction(bytes);
    if (!transaction) return {};
    std::vector<solana::Pubkey> accounts;
    for (const auto& instruction : solana::decompile(transaction->message)) {
        if (const auto account = closed_account(instruction)) accounts.push_back(*account);
    }
    return accounts;
}

}  // namespace

ItemTally tally_of(std::span<const Selection> includes, base::ByteView transaction) {
    const auto closed = closed_by(transaction);
    ItemTally tally;
    for (const Selection& item : includes) {
        if (item.action == assets::Action::withdraw_excess) continue;
        ++tally.ended;
        if (item.action == assets::Action::burn) ++tally.burned;
        if (std::ranges::find(closed, item.address) != closed.end()) ++tally.accounts_closed;
    }
    return tally;
}

std::string_view to_text(Period period) {
    return period_words[static_cast<std::size_t>(period)];
}

std::optional<Period> period_from_text(std::string_view word) {
    const auto found = std::ranges::find(period_words, word);
    if (found == std::end(period_words)) return std::nullopt;
    return static_cast<Period>(found - std::begin(period_words));
}

std::int64_t first_day_of(Period period, base::UnixTime time) {
    if (period == Period::all) return 0;
    auto day = std::chrono::floor<std::chrono::days>(time);
    if (period == Period::week) day -= std::chrono::weekday{day} - std::chrono::Monday;
    if (period == Period::month) {
        const std::chrono::year_month_day date{day};
        day = std::chrono::sys_days{date.year() / date.month() / 1};
    }
    return day.time_since_epoch().count();
}

}  // namespace burner::transactions
