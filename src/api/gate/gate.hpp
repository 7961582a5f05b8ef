#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "access/caller.hpp"
#include "base/result.hpp"
#include "http/handler.hpp"

namespace burner::api {

struct Route;
struct Services;

/// The gate that every request passes before its endpoint, and every answer before it leaves. `Gate::pass` lists the
/// steps. One object per worker thread; the services outlive it.
class Gate final : public http::Handler {
  public:
    explicit Gate(Services& services);

    http::PendingResponse handle(const http::Request& request) override;
    http::Response refuse(int status, std::string_view reason, std::string_view from) override;

  private:
    struct Exchange;
    using Wait = base::Task<base::Result<void>> (Gate::*)(Exchange&);

    base::Result<void> pass(Exchange& exchange);
    base::Task<base::Result<void>> wait_and_pass(Exchange& exchange);
    base::Task<http::Response> answer_later(std::unique_ptr<Exchange> exchange);

    // The steps, and what they wait for.
    base::Result<void> find_route(Exchange& exchange);
    base::Result<void> read_handshake(Exchange& exchange);
    base::Result<void> identify(Exchange& exchange);
    base::Result<void> check_possession(Exchange& exchange);
    base::Task<base::Result<void>> identify_late(Exchange& exchange);
    base::Result<void> check_rate(Exchange& exchange);
    base::Result<void> check_quota(Exchange& exchange);
    base::Task<base::Result<void>> decide_rate(Exchange& exchange);
    base::Task<base::Result<void>> decide_quota(Exchange& exchange);
    base::Result<void> authorize(Exchange& exchange);
    base::Result<void> take_stream_slot(Exchange& exchange);
    base::Result<void> check_body(Exchange& exchange);
    base::Task<base::Result<void>> receive_body(Exchange& exchange);

    base::Result<void> find_caller(Exchange& exchange);

    std::optional<http::Response> answer_with_page(const Exchange& exchange);

    http::Response render(const Exchange& exchange, base::Result<http::Response> outcome);
    http::Response render_error(const Exchange& exchange, const base::Error& error) const;
    void refuse_in_frame(const Exchange& exchange, const base::Error& error, http::Response& response) const;
    void add_headers(const Exchange& exchange, http::Response& response) const;
    void count_and_log(const Exchange& exchange, int status) const;
    std::string next_request_id();

    Services& services_;
    std::string id_prefix_;
    std::uint32_t last_id_ = 0;
    std::vector<std::string> patterns_;  ///< of the routes, in the table's order, and one for requests without a route
};

}  // namespace burner::api
