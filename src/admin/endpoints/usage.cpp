#include "admin/endpoints/usage.hpp"

#include "admin/endpoints/fields.hpp"
#include "limits/monthly_quota.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

/// A key and how many requests it was granted this month.
struct UsedKey {
    access::KeyRecord key;
    std::uint64_t used = 0;
};

/// Returns when the count begins anew.
base::UnixTime end_of(limits::Month month) {
    return std::chrono::sys_days{(month + std::chrono::months{1}) / 1};
}

Result<std::vector<UsedKey>> read_usage(const Call& call, limits::Month month) {
    std::vector<UsedKey> all;
    for (const auto& key : call.services.keys.keys_of(call.project)) {
        const auto used = call.services.usage.count(key.id, month);
        if (!used) return std::unexpected(used.error());
        all.push_back({key, *used});
    }
    return all;
}

void write_limit(base::JsonWriter& json, std::string_view name, std::uint32_t limit) {
    json.key(name);
    limit == limits::unlimited ? json.value(nullptr) : json.value(limit);
}

}  // namespace

Task<Result<http::Response>> get_usage(Call& call) {
    const auto month = limits::month_of(call.services.clock.now());
    const auto keys = co_await base::run_on(call.services.store, [&] { return read_usage(call, month); });
    if (!keys) co_return std::unexpected(keys.error());
    const std::string tier = call.services.keys.find_project(call.project)->tier;
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("tier", tier);
        write_limit(json, "perMinute", call.services.tiers.requests_per_minute(tier));
        write_limit(json, "perMonth", call.services.tiers.requests_per_month(tier));
        write_time(json, "resetsAt", end_of(month));
        json.array("byKey", *keys, [](base::JsonWriter& out, const UsedKey& used) {
            out.begin_object();
            out.member("keyId", used.key.id);
            out.member("name", used.key.name);
            out.member("used", used.used);
            out.end_object();
        });
    });
}

Task<Result<http::Response>> get_project_stats(Call& call) {
    const auto totals = co_await base::run_on(
        call.services.store, [&] { return call.services.submissions.totals(std::string{call.project}); });
    if (!totals) co_return std::unexpected(totals.error());
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("wallets", totals->wallets);
        json.member("transactions", totals->transactions);
        json.member("burned", totals->items.burned);
        json.member("accountsClosed", totals->items.accounts_closed);
        json.member("reclaimed", totals->reclaimed);
        json.member("donated", totals->donated);
    });
}

}  // namespace burner::admin
