#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "http/handler.hpp"

namespace burner::admin {

struct Call;
struct Match;
struct Route;
struct Services;

/// The gate that every request of the dashboard passes before its endpoint, and every answer before it leaves.
/// `Gate::pass` lists the steps. One object, on the worker that has the listener; the services outlive it.
class Gate final : public http::Handler {
  public:
    explicit Gate(Services& services);

    http::PendingResponse handle(const http::Request& request) override;
    http::Response refuse(int status, std::string_view reason, std::string_view from) override;

  private:
    http::Response answer_page(const http::Request& request);
    base::Task<http::Response> answer(const http::Request& request, std::string id);
    base::Task<base::Result<http::Response>> pass(Call& call, const Match& match);
    base::Task<base::Result<void>> identify(Call& call, const Route& route);
    base::Task<base::Result<void>> receive_body(const http::Request& request);
    http::Response render(const Call& call, const Match& match, base::Result<http::Response> outcome);
    std::string next_request_id();

    Services& services_;
    std::string id_prefix_;
    std::uint32_t last_id_ = 0;
};

}  // namespace burner::admin
