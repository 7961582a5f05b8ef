#pragma once

#include <string>
#include <vector>

#include "app/settings.hpp"
#include "upstreams/settings.hpp"

namespace burner::app {

/// Returns how the server calls the RPCs and indexers at `urls`.
upstreams::UpstreamSettings upstream_settings(const Settings& settings, const std::vector<std::string>& urls);

/// Returns how it calls the price API.
upstreams::UpstreamSettings price_settings(const Settings& settings);

}  // namespace burner::app
