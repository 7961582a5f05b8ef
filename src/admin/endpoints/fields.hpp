#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "admin/call.hpp"
#include "admin/services.hpp"
#include "base/json_writer.hpp"
#include "base/result.hpp"
#include "base/task.hpp"
#include "base/timestamp.hpp"
#include "http/response.hpp"

namespace burner::admin {

inline constexpr std::string_view must_be_name = "must have 1 to 100 characters, and none that controls a terminal";
inline constexpr std::string_view must_be_email = "must be an e-mail address";

/// Reads what people call something: 1 to 100 characters, no control characters.
std::optional<std::string> name_from(std::string_view text);

/// Copies a text as it is.
inline std::optional<std::string> as_text(std::string_view text) {
    return std::string{text};
}

/// Writes a time, or null.
void write_time(base::JsonWriter& json, std::string_view name, std::optional<base::UnixTime> time);

/// Writes `id`, `email`, `name` and `operator` of a user.
void write_user(base::JsonWriter& json, const users::User& user);

/// Returns an answer whose body is the object that `write` writes the members of.
template <class Write>
http::Response object_answer(int status, Write write) {
    http::Response response{.status = status};
    base::JsonWriter json{response.body};
    json.begin_object();
    write(json);
    json.end_object();
    return response;
}

/// Returns an answer that lists `items`, each written by `write(json, item)`: all there are.
template <class Items, class Write>
http::Response list_answer(const Items& items, Write write) {
    return object_answer(200, [&](base::JsonWriter& json) {
        json.array("items", items, [&](base::JsonWriter& out, const auto& item) {
            out.begin_object();
            write(out, item);
            out.end_object();
        });
        json.member("next", nullptr);
    });
}

/// Returns the audit log; `not_found` where it is off.
base::Result<audit::LogReader*> log_of(const Call& call);

/// Returns a 204.
http::Response no_content();

/// Runs work that hashes a password on a storage thread, one at a time. Fails with `overloaded` where too many wait.
template <class Work>
base::Task<std::invoke_result_t<Work>> run_hashing(Call& call, Work work) {
    constexpr std::chrono::seconds patience{10};
    const auto permit = co_await call.services.hashing.take(patience);
    if (!permit) co_return base::fail(base::ErrorCode::overloaded, "Too many sign-ins at once. Try again");
    co_return co_await base::run_on(call.services.store, std::move(work));
}

}  // namespace burner::admin
