#pragma once

#include <optional>

#include "api/routes.hpp"

namespace burner::api {

/// Answers OPTIONS, which asks no route: for all of the server, or for a path that exists. nullopt for everything else.
std::optional<http::Response> answer_options(const http::Request& request, const Match& match);

}  // namespace burner::api
