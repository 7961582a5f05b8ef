#pragma once

#include <chrono>
#include <functional>
#include <string>

#include <burnandclaim/events.hpp>

namespace burnandclaim {

/// The options of a client. Exactly one of the three credentials must be given.
struct ClientOptions {
    /// The key of a backend, which may do everything. Keep it out of anything that you ship to users.
    std::string api_key{};
    /// The token for one wallet's front end.
    std::string session_token{};
    /// Fetches a token at the first request and again once after a 401 `Session expired`. What it throws leaves the
    /// call as it is.
    std::function<std::string()> get_session_token{};

    /// The server's URL; `/api/v1/burner` is added if absent. Plain http is for this machine only.
    std::string base_url = "http://127.0.0.1:8080";
    /// Sends the credential over plain http to any host: for networks in which nobody can listen.
    bool allow_plain_http = false;
    /// Waits and repeats after a 429, at most three times, and not where the wait would be longer than an hour. False
    /// throws RateLimitError instead.
    bool auto_retry_rate_limits = true;
    /// The time limit of one attempt, its body included; also of a stream's opening, and of each chunk of assets.
    std::chrono::milliseconds timeout{30'000};
    ClientEvents events{};
    /// Waits between attempts. Default: for the given time, and no longer than the call's stop token lets it.
    std::function<void(std::chrono::milliseconds)> sleep{};
};

}  // namespace burnandclaim
