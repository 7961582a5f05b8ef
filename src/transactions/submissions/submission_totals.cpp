#include "transactions/submissions/submission_totals.hpp"

#include <algorithm>
#include <iterator>

namespace burner::transactions {

namespace {

constexpr std::string_view period_words[] = {"day", "week", "month", "all"};

}  // namespace

ItemTally tally_of(std::span<const Selection> includes) {
    ItemTally tally;
    for (const Selection& item : includes) {
        if (item.action == assets::Action::withdraw_excess) continue;
        ++tally.ended;
        if (item.action == assets::Action::burn) ++tally.burned;
        if (assets::row_of(item.type).ends == assets::Ends::account) ++tally.accounts_closed;
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
