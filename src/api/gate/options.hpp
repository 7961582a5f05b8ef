#pragma once

#include <optional>

#include "api/routes.hpp"

namespace burner::api {

/// Answers OPTIONS, for the whole server or for a path that exists, without asking a route. nullopt for all else.
std::optional<http::Response> answer_options(const http::Request& request, const Match& match);

}  // namespace burner::api
