#include "upstreams/json_rpc_client.hpp"

#include "base/log.hpp"

namespace burner::upstreams {

namespace {

constexpr std::size_t max_logged_message = 200;
constexpr std::int64_t node_is_behind = -32005;

}  // namespace

CallOutcome outcome_of(const RpcError& error) {
    if (error.code == node_is_behind) return CallOutcome::behind;
    return error.code == method_not_found ? CallOutcome::method_missing : CallOutcome::rpc_error;
}

void log_rpc_error(std::string_view method, const RpcError& error) {
    base::log(base::LogLevel::warn, "RPC call refused",
              {{"method", std::string{method}},
               {"code", std::to_string(error.code)},
               {"reason", error.message.substr(0, max_logged_message)}});
}

}  // namespace burner::upstreams
