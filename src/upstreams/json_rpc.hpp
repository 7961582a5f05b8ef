#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace burner::upstreams {

/// `error` of an answer: the upstream's word on a request that it understood.
struct RpcError {
    std::int64_t code = 0;
    std::string message;
    std::string data;  ///< raw JSON, empty when absent
};

/// Not an answer to our request.
struct Malformed {
    std::string_view reason;  ///< static text
};

template <class T>
using Reply = std::expected<T, std::variant<RpcError, Malformed>>;

/// A JSON-RPC 2.0 request; `params` is a JSON array.
std::string json_rpc_request(std::uint64_t id, std::string_view method, std::string_view params);

}  // namespace burner::upstreams
