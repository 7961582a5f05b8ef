#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "access/caller.hpp"
#include "api/routes.hpp"
#include "api/stream_request.hpp"
#include "http/handler.hpp"
#include "limits/monthly_quota.hpp"
#include "limits/rate_limit.hpp"

namespace burner::api {

/// What every request passes, in order: route → who is calling → may they → limits → body → endpoint →
/// answer, log line, metrics. One object per worker thread; the services outlive it.
class Gate final : public http::Handler {
  public:
    explicit Gate(Services& services);

    http::Answer handle(const http::Request& request) override;
    http::Response refuse(int status, std::string_view reason, std::string_view from) override;

  private:
    /// What is known of the request that is being answered. Never moves: the call refers to it.
    struct Exchange {
        Exchange(Gate& gate, const http::Request& asked);

        const http::Request& request;
        Match match;
        std::string id;
        std::chrono::steady_clock::time_point started;
        std::optional<std::chrono::seconds> retry_after{};
        Call call;
        std::optional<access::Caller> caller{};
        std::optional<limits::RateAnswer> rate{};
        std::unique_ptr<StreamRequest> stream{};
        bool needs_quota = false;  ///< the store has to be asked first

        const Route* route() const { return match.route; }
    };

    std::optional<base::Result<http::Response>> answer_at_once(Exchange& exchange);
    base::Task<http::Response> answer_in_time(std::unique_ptr<Exchange> exchange);
    std::optional<base::Result<http::Response>> answer_early(Exchange& exchange) const;
    base::Result<void> enter(Exchange& exchange);
    base::Result<void> clear(Exchange& exchange);
    http::Response conclude(const Exchange& exchange, base::Result<http::Response> outcome);
    base::Result<void> authenticate(Exchange& exchange);
    base::Result<void> admit(Exchange& exchange);
    base::Task<base::Result<void>> reserve_quota(Exchange& exchange);
    void reserve_ahead(const access::Caller& caller);
    limits::QuotaAnswer ask_quota(const access::Caller& caller);
    base::Result<void> authorize(Exchange& exchange) const;

    std::optional<http::Response> begin_stream(Exchange& exchange) const;
    base::Result<void> take_stream_slot(Exchange& exchange);
    void refuse_in_frame(const Exchange& exchange, const base::Error& error, http::Response& response) const;

    http::Response render_error(const Exchange& exchange, const base::Error& error) const;
    void finish(const Exchange& exchange, http::Response& response);
    void log_line(const Exchange& exchange, int status, std::chrono::duration<double> time) const;
    std::string next_request_id();

    Services& services_;
    std::string id_prefix_;
    std::uint32_t last_id_ = 0;
    std::vector<std::string> patterns_;  ///< of the routes, in the table's order
};

}  // namespace burner::api
