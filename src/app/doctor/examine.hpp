#pragma once

#include <functional>

#include "app/doctor/finding.hpp"
#include "app/settings.hpp"

namespace burner::app {

/// Looks at everything that a server with these settings needs, and tells each finding as soon as it is there. Changes
/// nothing; blocks for some seconds where something does not answer. Returns the worst of the severities.
Severity examine(const Settings& settings, const std::function<void(const Finding&)>& tell);

}  // namespace burner::app
