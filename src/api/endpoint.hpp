#pragma once

#include <concepts>

#include "api/call.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::api {

using Endpoint = base::Task<base::Result<http::Response>> (*)(Call&);

/// Makes a route's function of an endpoint: a struct with `Input`, `parse(Call) → Result<Input>` where every
/// bound is checked, `run(Call, Input) → Result<Output>` or a Task of it, and `render(Output) → Response`.
template <class E>
base::Task<base::Result<http::Response>> endpoint(Call& call) {
    auto input = E::parse(call);
    if (!input) co_return std::unexpected(std::move(input.error()));
    constexpr bool answers_at_once = requires(typename E::Input in) { E::run(call, std::move(in)).has_value(); };
    if constexpr (answers_at_once) {
        auto output = E::run(call, std::move(*input));
        if (!output) co_return std::unexpected(std::move(output.error()));
        co_return E::render(*output);
    } else {
        auto output = co_await E::run(call, std::move(*input));
        if (!output) co_return std::unexpected(std::move(output.error()));
        co_return E::render(*output);
    }
}

/// For endpoints that read nothing from the request.
struct NoInput {};

}  // namespace burner::api
