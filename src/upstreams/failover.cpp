#include "upstreams/failover.hpp"

#include <algorithm>
#include <stdexcept>

#include <boost/asio/use_awaitable.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "upstreams/curl_loop.hpp"

namespace burner::upstreams {

using std::chrono::milliseconds;

namespace {

constexpr milliseconds pause_before_same_upstream{100};
constexpr milliseconds pause_when_limited{500};  // for a 429 that does not say how long
constexpr std::chrono::seconds max_limit{120};

CallOutcome outcome_of(HttpFault fault) {
    switch (fault) {
        case HttpFault::unreachable:
        case HttpFault::address_refused: return CallOutcome::unreachable;
        case HttpFault::broken: return CallOutcome::broken;
        case HttpFault::timed_out: return CallOutcome::timed_out;
        case HttpFault::too_large: return CallOutcome::too_large;
    }
    return CallOutcome::broken;
}

bool is_answer(CallOutcome outcome) {
    return outcome == CallOutcome::answered || outcome == CallOutcome::rpc_error;
}

/// A node that limits or lags refuses a call before it looks at it (Agave's sendTransaction too).
bool may_have_run(CallOutcome outcome) {
    return !is_answer(outcome) && outcome != CallOutcome::unreachable && outcome != CallOutcome::rate_limited &&
           outcome != CallOutcome::behind && outcome != CallOutcome::method_missing;
}

/// An answer that is too large would be so everywhere.
bool is_final(CallOutcome outcome, bool retry_malformed) {
    if (outcome == CallOutcome::malformed) return !retry_malformed;
    return is_answer(outcome) || outcome == CallOutcome::too_large;
}

std::string with_query(const std::string& url, std::string_view query) {
    return fmt::format("{}{}{}", url, url.contains('?') ? '&' : '?', query);
}

void log_failure(const CallRecord& record) {
    base::log(base::LogLevel::warn, "upstream call failed",
              {{"method", std::string{record.method}},
               {"upstream", fmt::format("{}:{}", record.upstream, record.host)},
               {"outcome", std::string{to_text(record.outcome)}},
               {"us", std::to_string(record.took.count())}});
}

milliseconds pause_after(const HttpAnswer& limited) {
    if (!limited.retry_after) return pause_when_limited;
    return std::min(*limited.retry_after, max_limit);
}

}  // namespace

Failover::Failover(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer)
    : io_(io),
      http_(http),
      settings_(std::move(settings)),
      observer_(std::move(observer)),
      health_(settings_.urls.size(), UpstreamHealth{settings_.cool_down}),
      budget_(settings_.retry_share, settings_.retry_burst) {
    if (settings_.urls.empty()) throw std::invalid_argument("an upstream needs at least one URL");
    for (const std::string& url : settings_.urls) {
        auto host = host_of(url);
        if (!host) throw std::invalid_argument(fmt::format("upstream {} is no http or https URL", hosts_.size()));
        hosts_.push_back(std::move(*host));
    }
}

base::Task<Asked> Failover::ask(UpstreamCall call) {
    Asked asked;
    const Time deadline = SteadyClock::now() + settings_.total_deadline;
    std::vector<std::size_t> tries(settings_.urls.size());
    budget_.count_call();
    for (std::size_t tried = 0; tried <= tries.size(); ++tried) {
        const Choice next = choose(call.method, tries, deadline);
        if (next.not_before >= deadline || all_lack(call.method)) break;
        if (tried > 0 && !budget_.take_retry()) break;
        if (next.not_before > SteadyClock::now()) {
            Timer pause{io_, next.not_before};
            co_await pause.async_wait(boost::asio::use_awaitable_t<Executor>{});
        }
        ++tries[next.upstream];
        const CallOutcome outcome = co_await try_upstream(next.upstream, call, deadline);
        asked.answered = is_answer(outcome);
        asked.may_have_run = asked.may_have_run || may_have_run(outcome);
        if (is_final(outcome, call.retry_malformed)) break;
    }
    asked.method_missing = !asked.answered && all_lack(call.method);
    co_return asked;
}

bool Failover::all_lack(std::string_view method) const {
    const Time now = SteadyClock::now();
    return std::ranges::all_of(health_, [&](const UpstreamHealth& health) { return health.lacks(method, now); });
}

Failover::Choice Failover::choose(std::string_view method, const std::vector<std::size_t>& tries, Time deadline) const {
    const Time now = SteadyClock::now();
    const std::size_t upstream = choose_upstream(health_, tries, method, now, deadline);
    const milliseconds pause = tries[upstream] > 0 ? pause_before_same_upstream : milliseconds{0};
    return {upstream, std::max(now + pause, health_[upstream].limited_until())};
}

base::Task<CallOutcome> Failover::try_upstream(std::size_t upstream, const UpstreamCall& call, Time deadline) {
    const Time start = SteadyClock::now();
    health_[upstream].asked(start);
    const HttpLimits limits{std::min(deadline, start + settings_.call_timeout), settings_.connect_timeout,
                            settings_.max_answer_bytes};
    auto answer = co_await transfer(upstream, call, limits);
    const CallOutcome outcome = judge(upstream, answer, call);
    const bool is_worth_a_line = remember(upstream, call.method, outcome);
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
    const CallRecord record{call.method, upstream, hosts_[upstream], outcome, took};
    if (is_worth_a_line) log_failure(record);
    if (observer_) observer_(record);
    co_return outcome;
}

base::Task<base::Result<HttpAnswer, HttpFault>> Failover::transfer(std::size_t upstream, const UpstreamCall& call,
                                                                   HttpLimits limits) {
    const std::string& url = settings_.urls[upstream];
    if (call.query.empty()) return http_.post(url, call.body, limits, call.headers);
    return http_.get(with_query(url, call.query), limits, call.headers);
}

CallOutcome Failover::judge(std::size_t upstream, base::Result<HttpAnswer, HttpFault>& answer,
                            const UpstreamCall& call) {
    if (!answer) return outcome_of(answer.error());
    if (answer->status == 429) {
        health_[upstream].limited(SteadyClock::now() + pause_after(*answer));
        return CallOutcome::rate_limited;
    }
    const bool is_refusal = answer->status >= 400 && answer->status < 500;
    if (answer->status != 200 && !is_refusal) return CallOutcome::http_error;
    const CallOutcome outcome = call.read(answer->body);
    // Some upstreams say with the status, too, that they do not offer a method.
    if (is_refusal && outcome != CallOutcome::method_missing) return CallOutcome::http_error;
    const bool is_plain_error =
        outcome == CallOutcome::method_missing && settings_.missing_method_pause == milliseconds{0};
    return is_plain_error ? CallOutcome::rpc_error : outcome;
}

bool Failover::remember(std::size_t upstream, std::string_view method, CallOutcome outcome) {
    UpstreamHealth& health = health_[upstream];
    const Time now = SteadyClock::now();
    if (outcome == CallOutcome::method_missing) {
        health.succeeded();
        return health.lacks_method(method, now + settings_.missing_method_pause);
    }
    if (is_answer(outcome)) {
        health.succeeded();
    } else if (outcome != CallOutcome::rate_limited && outcome != CallOutcome::too_large) {
        health.failed(now);
    }
    return !is_answer(outcome);
}

}  // namespace burner::upstreams
