#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

namespace burner::upstreams {

/// Codes of JSON-RPC 2.0 section 5.1.
inline constexpr std::int64_t method_not_found = -32601;
inline constexpr std::int64_t invalid_params = -32602;

/// The `error` of an answer: the upstream's word on a request that it understood.
struct RpcError {
    std::int64_t code = 0;
    std::string message;
    std::string data;  ///< raw JSON, empty when absent
};

/// A body that is no answer to our request.
struct Malformed {
    std::string_view reason;  ///< static text
};

template <class T>
using Reply = std::expected<T, std::variant<RpcError, Malformed>>;

/// Returns a JSON-RPC 2.0 request; `params` is a JSON array or object.
std::string json_rpc_request(std::uint64_t id, std::string_view method, std::string_view params);

/// Appends `[…,…]`: the parameters one after the other, or an array inside them.
template <class Items, class Append>
void append_list(std::string& out, const Items& items, Append append) {
    out += '[';
    for (const auto& item : items) {
        if (out.back() != '[') out += ',';
        append(out, item);
    }
    out += ']';
}

template <class Items>
void append_base58_list(std::string& out, const Items& items) {
    append_list(out, items, [](std::string& to, const auto& item) {
        to += '"';
        to += to_base58(item);
        to += '"';
    });
}

}  // namespace burner::upstreams
