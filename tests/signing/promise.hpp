#pragma once

#include <optional>
#include <string>

#include "signing/scene.hpp"

namespace burner::signing {

/// Goes through the instructions of a transaction that the check has let through, in another way than the check's, and
/// names the first that burns, closes, pays or decides about what was not asked for; nullopt where there is none.
std::optional<std::string> broken_promise(const Scene& scene);

}  // namespace burner::signing
