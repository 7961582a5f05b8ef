#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/task.hpp"
#include "upstreams/http_client.hpp"
#include "upstreams/settings.hpp"
#include "upstreams/upstream_health.hpp"

namespace burner::upstreams {

/// One call to be answered by any of several upstreams. Used on the stack of the coroutine that awaits it.
struct UpstreamCall {
    std::string_view method;  ///< for logs and metrics
    std::string body;
    /// Reads an answer with status 200 in place: `answered`, `rpc_error` (an answer as well), `behind`,
    /// `method_missing` or `malformed`.
    std::function<CallOutcome(std::string& body)> read;
    /// False for calls that are asked again elsewhere only if the transport failed.
    bool retry_malformed = true;
    std::string query{};                 ///< of the URL; a call that has one is a GET without body
    std::vector<std::string> headers{};  ///< whole lines; never logged
};

/// The outcome of a call.
struct Asked {
    bool answered = false;        ///< `call.read` has accepted an answer
    bool may_have_run = false;    ///< an upstream that gave no answer may have executed it all the same
    bool method_missing = false;  ///< no upstream offers the method: said now, or a while ago
};

/// Asks upstreams in order of health until one answers, within the total deadline and the retry budget. A failed
/// transport, a status other than 200, a malformed answer and a lagging node lead to the next upstream; every upstream
/// may be asked once, and one of them a second time. HTTP 429 is waited out as Retry-After says if the deadline allows
/// and no other upstream is free. An upstream is not asked again for a method that it does not offer until
/// `missing_method_pause` is over. One object per worker thread.
class Failover {
  public:
    /// Throws std::invalid_argument, without the URL, unless there are URLs and all are http or https.
    Failover(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer);

    base::Task<Asked> ask(UpstreamCall call);

    const UpstreamSettings& settings() const { return settings_; }

  private:
    using Time = std::chrono::steady_clock::time_point;

    struct Choice {
        std::size_t upstream;
        Time not_before;
    };

    Choice choose(std::string_view method, const std::vector<std::size_t>& tries, Time deadline) const;
    bool all_lack(std::string_view method) const;
    base::Task<CallOutcome> try_upstream(std::size_t upstream, const UpstreamCall& call, Time deadline);
    base::Task<base::Result<HttpAnswer, HttpFault>> transfer(std::size_t upstream, const UpstreamCall& call,
                                                             HttpLimits limits);
    CallOutcome judge(std::size_t upstream, base::Result<HttpAnswer, HttpFault>& answer, const UpstreamCall& call);
    /// Updates what is known of the upstream; tells whether the log should have a line about it.
    bool remember(std::size_t upstream, std::string_view method, CallOutcome outcome);

    boost::asio::io_context& io_;
    HttpClient& http_;
    UpstreamSettings settings_;
    CallObserver observer_;
    std::vector<std::string> hosts_;
    std::vector<UpstreamHealth> health_;
    RetryBudget budget_;
};

}  // namespace burner::upstreams
