#include "limits/monthly_quota.hpp"

#include <algorithm>
#include <limits>

namespace burner::limits {

namespace {

constexpr std::uint64_t no_ceiling = std::numeric_limits<std::int64_t>::max();

std::chrono::seconds until_next_month(base::UnixTime now) {
    const std::chrono::sys_days next{(month_of(now) + std::chrono::months{1}) / std::chrono::day{1}};
    return std::chrono::ceil<std::chrono::seconds>(next - now);
}

CreditUse quota_use(std::string_view key_id, std::uint32_t quota, base::UnixTime now) {
    return {.key = key_id, .limit = quota == unlimited ? no_ceiling : quota, .period = period_of(month_of(now))};
}

QuotaAnswer quota_answer(const CreditAnswer& answer, base::UnixTime now) {
    switch (answer.verdict) {
        case CreditVerdict::admitted: return {QuotaVerdict::admitted};
        case CreditVerdict::undecided: return {QuotaVerdict::undecided};
        case CreditVerdict::unavailable: return {QuotaVerdict::unavailable};
        case CreditVerdict::refused: break;
    }
    if (answer.is_spent) return {QuotaVerdict::refused, until_next_month(now)};
    return {QuotaVerdict::short_of, std::chrono::ceil<std::chrono::seconds>(answer.retry_after)};
}

/// Returns the rules of a month. Its store is durable, and so may be slow; nothing is admitted without it.
CreditRules month_rules() {
    return {.window = std::nullopt, .patience = std::chrono::seconds{5}, .max_ahead = &MonthlyQuota::block_size};
}

}  // namespace

base::Error quota_exceeded() {
    return {base::ErrorCode::quota_exceeded};
}

Month month_of(base::UnixTime now) {
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(now)};
    return date.year() / date.month();
}

std::uint64_t MonthlyQuota::block_size(std::uint64_t quota) {
    if (quota == no_ceiling || quota == unlimited) return 10'000;
    return std::clamp<std::uint64_t>(quota / 100, 1, 1'000);
}

MonthlyQuota::MonthlyQuota(UsageStore& store, base::StoreRunner& runner, const base::LeaseClock& clock,
                           nodes::Doorbell& doorbell)
    : credits_(month_rules(), store, runner, clock, doorbell, "quota") {}

QuotaAnswer MonthlyQuota::admit(std::string_view key_id, std::uint32_t quota, base::UnixTime now) {
    return quota_answer(credits_.use(quota_use(key_id, quota, now)), now);
}

base::Task<QuotaAnswer> MonthlyQuota::decide(std::string_view key_id, std::uint32_t quota, base::UnixTime now) {
    const CreditAnswer answer = co_await credits_.decide(quota_use(key_id, quota, now));
    co_return quota_answer(answer, now);
}

}  // namespace burner::limits
