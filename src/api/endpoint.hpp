#pragma once

#include <concepts>

#include "api/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::api {

/// A route's function: one that answers at once and costs no coroutine, or one that waits for something. That of
/// a stream answers by opening it: see `api/stream.hpp`.
struct Endpoint {
    base::Result<http::Response> (*at_once)(Call&) = nullptr;
    base::Task<base::Result<http::Response>> (*in_time)(Call&) = nullptr;
    bool is_stream = false;
};

namespace detail {

template <class E>
concept AnswersAtOnce =
    requires(const Call& call, typename E::Input input) { E::run(call, std::move(input)).has_value(); };

template <class E>
base::Result<http::Response> at_once(Call& call) {
    auto input = E::parse(call);
    if (!input) return std::unexpected(std::move(input.error()));
    auto output = E::run(call, std::move(*input));
    if (!output) return std::unexpected(std::move(output.error()));
    return E::render(*output);
}

template <class E>
base::Task<base::Result<http::Response>> in_time(Call& call) {
    auto input = E::parse(call);
    if (!input) co_return std::unexpected(std::move(input.error()));
    auto output = co_await E::run(call, std::move(*input));
    if (!output) co_return std::unexpected(std::move(output.error()));
    co_return E::render(*output);
}

template <class E>
constexpr Endpoint endpoint_of() {
    if constexpr (AnswersAtOnce<E>) {
        return {.at_once = at_once<E>};
    } else {
        return {.in_time = in_time<E>};
    }
}

}  // namespace detail

/// Makes a route's function of an endpoint: a struct with `Input`, `parse(Call) → Result<Input>` where every
/// bound is checked, `run(Call, Input) → Result<Output>` or a Task of it, and `render(Output) → Response`.
template <class E>
inline constexpr Endpoint endpoint = detail::endpoint_of<E>();

/// For endpoints that read nothing from the request.
struct NoInput {};

}  // namespace burner::api
