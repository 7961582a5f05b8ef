#pragma once

#include <concepts>

#include "api/call.hpp"
#include "api/work.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "http/response.hpp"

namespace burner::api {

/// A route's function: one that answers at once and costs no coroutine, or one that waits for something, or both where
/// `has_to_wait` says which of them a call is for. A stream's function answers by opening the stream: see
/// `api/stream.hpp`.
struct Endpoint {
    base::Result<http::Response> (*at_once)(Call&) = nullptr;
    base::Task<base::Result<http::Response>> (*in_time)(Call&) = nullptr;
    bool (*has_to_wait)(const Call&) = nullptr;
    bool is_stream = false;

    bool answers_at_once(const Call& call) const {
        return at_once != nullptr && (has_to_wait == nullptr || !has_to_wait(call));
    }
};

namespace detail {

template <class E>
concept AnswersAtOnce =
    requires(const Call& call, typename E::Input input) { E::run(call, std::move(input)).has_value(); };

template <class E>
concept CostsWork = requires(const typename E::Input& input) { E::work(input); };

template <class E, class Output>
http::Response rendered(Call& call, const Output& output) {
    if constexpr (requires { E::useful_until(output); }) call.useful_until = E::useful_until(output);
    return E::render(output);
}

template <class E>
base::Result<http::Response> at_once(Call& call) {
    static_assert(!CostsWork<E>, "whether work is admitted may have to be waited for");
    auto input = E::parse(call);
    if (!input) return std::unexpected(std::move(input.error()));
    auto output = E::run(call, std::move(*input));
    if (!output) return std::unexpected(std::move(output.error()));
    return rendered<E>(call, *output);
}

template <class E>
concept AnswersEither = requires(const Call& call) { E::has_to_wait(call); };

template <class E>
auto run_in_time(const Call& call, typename E::Input input) {
    if constexpr (AnswersEither<E>) {
        return E::run_in_time(call, std::move(input));
    } else {
        return E::run(call, std::move(input));
    }
}

template <class E>
base::Task<base::Result<http::Response>> in_time(Call& call) {
    auto input = E::parse(call);
    if (!input) co_return std::unexpected(std::move(input.error()));
    if constexpr (CostsWork<E>) {
        auto spent = spend_work(call, E::work(*input));
        if (!spent) spent = co_await decide_work(call, E::work(*input));
        if (!*spent) co_return std::unexpected(std::move(spent->error()));
    }
    auto output = co_await run_in_time<E>(call, std::move(*input));
    if (!output) co_return std::unexpected(std::move(output.error()));
    co_return rendered<E>(call, *output);
}

template <class E>
constexpr Endpoint endpoint_of() {
    if constexpr (AnswersEither<E>) {
        return {.at_once = at_once<E>, .in_time = in_time<E>, .has_to_wait = E::has_to_wait};
    } else if constexpr (AnswersAtOnce<E>) {
        return {.at_once = at_once<E>};
    } else {
        return {.in_time = in_time<E>};
    }
}

}  // namespace detail

/// Makes a route's function of an endpoint: a struct with `Input`, `parse(Call) → Result<Input>` where every
/// bound is checked, `run(Call, Input) → Result<Output>` or a Task of it, and `render(Output) → Response`. It may have
/// `work(Input)`, what the request costs (limits::WorkLimit), and `useful_until(Output)`, the time after which the
/// answer is of no use and need not be kept for its Idempotency-Key. One that answers most calls at once has
/// `has_to_wait(Call)`, which looks at the request as it came, and `run_in_time` for those that wait.
template <class E>
inline constexpr Endpoint endpoint = detail::endpoint_of<E>();

/// The input of endpoints that read neither query nor body.
struct NoInput {};

}  // namespace burner::api
