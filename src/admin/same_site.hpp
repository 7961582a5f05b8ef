#pragma once

#include <string_view>

#include "base/result.hpp"
#include "http/request.hpp"

namespace burner::admin {

/// Fails with `cross_site` where `Host` is not that of the dashboard's `origin`: another name is bound to its address.
base::Result<void> check_host(const http::Request& request, std::string_view origin);

/// Fails with `cross_site` where a request that changes something does not come from the dashboard's own page.
/// `Sec-Fetch-Site` says it; in a browser that lacks it, `Origin` does.
base::Result<void> check_site(const http::Request& request, std::string_view origin);

}  // namespace burner::admin
