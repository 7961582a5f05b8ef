#include "api/page.hpp"

#include <algorithm>

#include "access/origin.hpp"
#include "api/services.hpp"

namespace burner::api {

using base::ErrorCode;
using base::Result;

namespace {

bool is_page_origin(const PageSettings& page, std::string_view origin) {
    const auto normal = access::normal_origin(origin);
    return normal && std::ranges::find(page.origins, *normal) != page.origins.end();
}

Result<access::Caller> live_key(const access::KeyRing& keys, std::string_view key_id) {
    auto key = keys.find_key(key_id);
    if (key == nullptr) return base::fail(ErrorCode::api_key_revoked, "The API key of this page does not exist");
    switch (keys.coverage_of(key->key)) {
        case access::Coverage::none: return access::Caller{std::move(key), std::nullopt};
        case access::Coverage::pending: return std::unexpected(access::not_everywhere_yet());
        case access::Coverage::final: break;
    }
    return base::fail(ErrorCode::api_key_revoked, "The API key of this page was revoked");
}

}  // namespace

const pages::PageFile* find_page(const PageSettings& page, const http::Request& request) {
    if (page.key_id.empty()) return nullptr;
    if (request.method != http::Method::get && request.method != http::Method::head) return nullptr;
    const auto path = request.path == "/sign" ? "/" : request.path;  // one page has both screens
    return pages::find_page_file(page.files, pages::Site::reclaim, path);
}

bool is_own_page(const PageSettings& page, const access::Caller& caller, std::string_view origin) {
    return !page.key_id.empty() && caller.key_id() == page.key_id && is_page_origin(page, origin);
}

Result<access::Caller> page_caller(const Call& call) {
    const auto& services = call.services;
    if (services.page.key_id.empty()) return base::fail(ErrorCode::not_found);
    return services.access.lease.look_up([&] { return live_key(services.access.keys, services.page.key_id); });
}

Result<void> check_asked_by_page(const Call& call) {
    const PageSettings& page = call.services.page;
    if (page.key_id.empty()) return base::fail(ErrorCode::not_found);
    const auto site = call.request.header("Sec-Fetch-Site");
    const bool is_same =
        site ? *site == "same-origin" : is_page_origin(page, call.request.header("Origin").value_or(""));
    if (is_same) return {};
    return base::fail(ErrorCode::origin_not_allowed, "Only the page of this server may ask for this");
}

}  // namespace burner::api
