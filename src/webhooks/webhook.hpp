#pragma once

#include <optional>
#include <string>

#include "base/bytes.hpp"
#include "base/clock.hpp"

namespace burner::webhooks {

/// A URL at which a project wants to be told. `disabled_at` is when its receiver answered 410 Gone; it gets no
/// message from then on.
struct Webhook {
    std::string id;  ///< `wh_…`
    std::string project;
    std::string url;
    base::Bytes sealed_secret;  ///< see SigningSecrets
    base::UnixTime created_at;
    std::optional<base::UnixTime> disabled_at;

    bool operator==(const Webhook&) const = default;
};

}  // namespace burner::webhooks
