#pragma once

#include <optional>
#include <string>

#include "signing/scene.hpp"

namespace burner::signing {

/// What a transaction that the check has let through must not do, looked for in another way than the check's: by going
/// through its instructions and naming the first that burns, closes, pays or decides about what was not asked for.
/// nullopt where there is none.
std::optional<std::string> broken_promise(const Scene& scene);

}  // namespace burner::signing
