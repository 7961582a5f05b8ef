#pragma once

#include <cstdint>
#include <string_view>

#include "audit/action.hpp"
#include "base/clock.hpp"

namespace burner::audit {

/// The one who did it. `user` is an operator at the command line; `process` is this program, about its own log or
/// about what it did because its settings changed.
struct Actor {
    enum class Kind : std::uint8_t { anonymous, key, session, user, process };

    Kind kind = Kind::anonymous;
    std::string_view id{};
};

/// One event, as views: a writer copies what it keeps. Texts are cut at `max_text_bytes` bytes. It holds ids
/// only, never a key, a token or another secret.
struct Event {
    Action action{};
    base::UnixTime time;
    Actor actor{};
    std::string_view project{};     ///< empty: it has no project, or it is not known
    std::string_view subject{};     ///< the id of what it was done to; of a refusal the route
    std::string_view wallet{};      ///< base58
    std::string_view from{};        ///< IP address, or the host's name at the command line
    std::string_view request_id{};  ///< as in X-Request-Id
    std::string_view detail{};      ///< of a refusal its code
    std::uint32_t count = 1;        ///< how many equal events this line stands for
};

inline constexpr std::size_t max_text_bytes = 1000;

}  // namespace burner::audit
