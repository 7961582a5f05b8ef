#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include "upstreams/failover.hpp"
#include "upstreams/json_rpc.hpp"

namespace burner::upstreams {

/// A reply; Malformed where no upstream answered.
template <class Answer>
struct Called {
    Answer reply;
    bool may_have_run = false;  ///< as `Asked`
};

/// JSON-RPC calls to whichever of several upstreams answers. One object per worker thread.
class JsonRpcClient {
  public:
    JsonRpcClient(boost::asio::io_context& io, HttpClient& http, UpstreamSettings settings, CallObserver observer)
        : failover_(io, http, std::move(settings), std::move(observer)) {}

    /// Makes a call. `read(body, id)` makes a Reply of an answer. Where no upstream has the method the reply is the
    /// RpcError `method_not_found`, also when nobody had to be asked.
    template <class Read>
    auto call(std::string_view method, std::string params, Read read, bool retry_malformed = true)
        -> base::Task<Called<std::invoke_result_t<Read, std::string&, std::uint64_t>>>;

    const UpstreamSettings& settings() const { return failover_.settings(); }

  private:
    Failover failover_;
    std::uint64_t next_id_ = 1;
};

void log_rpc_error(std::string_view method, const RpcError& error);

CallOutcome outcome_of(const RpcError& error);

template <class T>
CallOutcome outcome_of(const Reply<T>& reply) {
    if (reply) return CallOutcome::answered;
    const auto* error = std::get_if<RpcError>(&reply.error());
    return error == nullptr ? CallOutcome::malformed : outcome_of(*error);
}

template <class Read>
auto JsonRpcClient::call(std::string_view method, std::string params, Read read, bool retry_malformed)
    -> base::Task<Called<std::invoke_result_t<Read, std::string&, std::uint64_t>>> {
    using Answer = std::invoke_result_t<Read, std::string&, std::uint64_t>;
    Answer reply = std::unexpected(Malformed{"no answer"});
    const std::uint64_t id = next_id_++;
    UpstreamCall request{method, json_rpc_request(id, method, params), {}, retry_malformed};
    request.read = [&](std::string& body) {
        reply = read(body, id);
        return outcome_of(reply);
    };
    const Asked asked = co_await failover_.ask(std::move(request));
    if (!asked.answered) reply = std::unexpected(Malformed{"no answer"});
    if (asked.method_missing) reply = std::unexpected(RpcError{method_not_found, {}, {}});
    co_return Called<Answer>{std::move(reply), asked.may_have_run};
}

}  // namespace burner::upstreams
