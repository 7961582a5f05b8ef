#pragma once

#include <optional>

#include "api/endpoint.hpp"
#include "base/clock.hpp"

namespace burner::api {

/// `DELETE /sessions/:sessionId`: 204, also for an id that is unknown or another project's.
struct RevokeSession {
    using Input = NoInput;
    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<NoInput>> run(const Call& call, Input input);
    static http::Response render(NoInput);
};

/// `POST /sessions/revoke`: all sessions of a wallet, or of the project.
struct RevokeSessions {
    struct Input {
        std::optional<solana::Pubkey> wallet;
        std::optional<base::UnixTime> issued_before;
    };
    static base::Result<Input> parse(const Call& call);
    static base::Task<base::Result<NoInput>> run(const Call& call, Input input);
    static http::Response render(NoInput);
};

}  // namespace burner::api
