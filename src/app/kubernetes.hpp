#pragma once

#include <string_view>

namespace burner::app {

/// Tells whether Kubernetes made this variable. Beside a Service named `burner`, or `burner-NAME`, it gives every
/// container BURNER_SERVICE_HOST=10.0.0.11, BURNER_PORT=tcp://10.0.0.11:8080 and the like, which are no settings. The
/// value must have that form too: BURNER_PORT=8080 is somebody's mistake.
bool is_of_kubernetes(std::string_view name, std::string_view value);

}  // namespace burner::app
