#include "admin/endpoints/audit_log.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "admin/endpoints/fields.hpp"
#include "api/wire/query.hpp"
#include "audit/log_reader.hpp"
#include "base/number_text.hpp"

namespace burner::admin {

using base::Result;
using base::Task;

namespace {

/// The bytes of the log that one request reads; where they do not reach, its `next` goes on.
constexpr std::uint64_t max_read = 64u << 20;
constexpr std::int64_t usual_page = 50, longest_page = 200;

/// A place in the log: behind so many events of one time.
struct LogPlace {
    std::string time;
    std::size_t events = 0;
};

std::optional<LogPlace> place_from(std::string_view text) {
    const auto sign = text.find('~');
    if (sign == std::string_view::npos || !base::from_rfc3339(text.substr(0, sign))) return std::nullopt;
    const auto events = base::number_from_text<std::uint32_t>(text.substr(sign + 1));
    if (!events) return std::nullopt;
    return LogPlace{std::string{text.substr(0, sign)}, *events};
}

/// What is asked for; an empty text stands for any. Times of one form compare as their texts do.
struct EventFilter {
    std::string project;
    std::string action;
    std::string actor;
    std::string subject;
    std::string wallet;
    std::string from;
    std::string to;
    std::optional<LogPlace> after;
    std::size_t limit = usual_page;

    bool wants(const audit::StoredEvent& event) const {
        const auto fits = [](const std::string& wanted, const std::string& is) {
            return wanted.empty() || wanted == is;
        };
        return fits(project, event.project) && fits(action, event.action) && fits(actor, event.actor) &&
               fits(subject, event.subject) && fits(wallet, event.wallet) && (to.empty() || event.time < to);
    }
};

std::string time_from(api::Query& query, std::string_view name) {
    const auto time = query.optional(name, base::from_rfc3339, "must be a UTC time like 2026-04-09T12:10:00.000Z");
    return time ? base::to_rfc3339(*time) : std::string{};
}

Result<EventFilter> filter_from(std::string_view text) {
    api::Query query{text, {"project", "action", "actor", "subject", "wallet", "from", "to", "after", "limit"}};
    const auto text_of = [&](std::string_view name) { return std::string{query.text(name).value_or("")}; };
    EventFilter filter{.project = text_of("project"),
                       .action = text_of("action"),
                       .actor = text_of("actor"),
                       .subject = text_of("subject"),
                       .wallet = text_of("wallet"),
                       .from = time_from(query, "from"),
                       .to = time_from(query, "to"),
                       .after = query.optional("after", place_from, "must be what `next` said")};
    filter.limit = static_cast<std::size_t>(query.integer("limit", 1, longest_page).value_or(usual_page));
    return query.result(filter);
}

/// The events of one page, taken newest first.
class EventPage {
  public:
    explicit EventPage(const EventFilter& filter) : filter_(filter) {}

    /// Takes an event. False: the page is full, or the rest is too old.
    bool take(const audit::StoredEvent& event) {
        if (!filter_.from.empty() && event.time < filter_.from) return false;
        last_.events = event.time == last_.time ? last_.events + 1 : 1;
        last_.time = event.time;
        if (is_before_page()) return true;
        if (filter_.wants(event)) events.push_back(event);
        is_full = events.size() == filter_.limit;
        return !is_full;
    }
    /// Returns the place behind the last event that was looked at.
    std::string next() const { return fmt::format("{}~{}", last_.time, last_.events); }
    bool has_looked() const { return !last_.time.empty(); }

    std::vector<audit::StoredEvent> events;
    bool is_full = false;

  private:
    bool is_before_page() const {
        const auto& after = filter_.after;
        return after && (last_.time > after->time || (last_.time == after->time && last_.events <= after->events));
    }

    const EventFilter& filter_;
    LogPlace last_;
};

void write_event(base::JsonWriter& json, const audit::StoredEvent& event) {
    json.begin_object();
    json.member("time", event.time);
    json.member("action", event.action);
    json.member("actor", event.actor);
    json.member("project", event.project);
    json.member("subject", event.subject);
    json.member("wallet", event.wallet);
    json.member("from", event.from);
    json.member("requestId", event.request_id);
    json.member("detail", event.detail);
    json.member("count", event.count);
    json.end_object();
}

}  // namespace

Task<Result<http::Response>> list_events(Call& call) {
    const auto filter = filter_from(call.request.query);
    if (!filter) co_return std::unexpected(filter.error());
    if (!call.user().is_operator && filter->project.empty()) co_return base::fail(base::ErrorCode::wrong_role);
    if (!call.user().may_own(filter->project) && !call.user().is_operator)
        co_return base::fail(base::ErrorCode::not_found, "Project not found");
    const auto log = log_of(call);
    if (!log) co_return std::unexpected(log.error());
    EventPage page{*filter};
    const auto all = co_await base::run_on(call.services.store, [&] {
        return (*log)->newest(max_read, [&](const audit::StoredEvent& event) { return page.take(event); });
    });
    if (!all) co_return std::unexpected(all.error());
    const bool goes_on = (page.is_full || !*all) && page.has_looked();
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.array("items", page.events, write_event);
        json.key("next");
        goes_on ? json.value(page.next()) : json.value(nullptr);
    });
}

Task<Result<http::Response>> verify_audit_log(Call& call) {
    const auto log = log_of(call);
    if (!log) co_return std::unexpected(log.error());
    const auto found = co_await base::run_on(call.services.store, [&] { return (*log)->check(); });
    if (!found) co_return std::unexpected(found.error());
    co_return object_answer(200, [&](base::JsonWriter& json) {
        json.member("ok", found->problems.empty());
        json.member("events", found->events);
        json.member("head", found->head);
        json.array("problems", found->problems,
                   [](base::JsonWriter& out, const std::string& problem) { out.value(problem); });
    });
}

}  // namespace burner::admin
