#include "admin/same_site.hpp"

#include <fmt/format.h>

#include "access/origin.hpp"

namespace burner::admin {

namespace {

bool changes_nothing(http::Method method) {
    return method == http::Method::get || method == http::Method::head;
}

}  // namespace

base::Result<void> check_host(const http::Request& request, std::string_view origin) {
    const auto host = request.header("Host");
    if (host && http::same_ignoring_case(*host, access::host_of_origin(origin))) return {};
    return base::fail(base::ErrorCode::cross_site,
                      fmt::format("The dashboard is at {}: open it there, or set dashboard.url", origin));
}

base::Result<void> check_site(const http::Request& request, std::string_view origin) {
    if (changes_nothing(request.method)) return {};
    const auto site = request.header("Sec-Fetch-Site");
    const bool is_own = site ? *site == "same-origin" : request.header("Origin") == origin;
    if (is_own) return {};
    return base::fail(base::ErrorCode::cross_site, "Only the dashboard's own page may ask for this");
}

}  // namespace burner::admin
