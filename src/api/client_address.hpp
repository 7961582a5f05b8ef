#pragma once

#include <string_view>

#include "limits/auth_throttle.hpp"

namespace burner::api {

/// The other end's IP address as the throttle counts it.
limits::ClientAddress client_address(std::string_view peer);

}  // namespace burner::api
