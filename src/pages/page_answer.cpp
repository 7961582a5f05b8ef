#include "pages/page_answer.hpp"

#include <string>

#include "base/append.hpp"
#include "pages/accept_encoding.hpp"

namespace burner::pages {

namespace {

constexpr std::string_view fields_of_all =
    "X-Content-Type-Options: nosniff\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()\r\n"
    "Vary: Accept-Encoding";

/// Allows what the page has brought along and nothing else: no inline code, no frames, no forms.
std::string page_fields(std::string_view img_src, std::string_view opener) {
    std::string fields = "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src ";
    base::append(fields, img_src,
                 "; font-src 'self'; connect-src 'self'; form-action 'none'; object-src 'none'; base-uri 'none'; "
                 "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'\r\n"
                 "Cache-Control: no-cache\r\nCross-Origin-Opener-Policy: ",
                 opener, "\r\n", fields_of_all);
    return fields;
}

/// What the page loads. By itself such a file may do nothing.
std::string file_fields(std::string_view cache) {
    std::string fields = "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'; sandbox\r\n";
    base::append(fields, "Cache-Control: ", cache, "\r\n", fields_of_all);
    return fields;
}

/// Returns the fields of a file, which are made once.
std::string_view fields_of(const PageFile& file) {
    // Pictures of NFTs lie anywhere, the icons of wallets are data, and wallets open windows.
    static const std::string reclaim = page_fields("'self' https: data:", "same-origin-allow-popups");
    static const std::string dashboard = page_fields("'self' data:", "same-origin");
    static const std::string named_by_hash = file_fields("public, max-age=31536000, immutable");
    static const std::string other = file_fields("no-cache");
    if (file.path.starts_with("/assets/")) return named_by_hash;
    if (!file.type.starts_with("text/html")) return other;
    return file.site == Site::reclaim ? reclaim : dashboard;
}

/// One form of a file.
struct Form {
    std::string_view coding;  ///< empty: as it is
    std::string_view content;
};

Form choose_form(const PageFile& file, const http::Request& request) {
    const auto accepted = request.header("Accept-Encoding").value_or("");
    if (!file.brotli.empty() && accepts_encoding(accepted, "br")) return {"br", file.brotli};
    if (!file.gzip.empty() && accepts_encoding(accepted, "gzip")) return {"gzip", file.gzip};
    return {{}, file.plain};
}

/// Each form has a tag of its own, since their bytes differ.
std::string tag_of(const PageFile& file, const Form& form) {
    std::string tag = "\"";
    tag += file.hash;
    if (!form.coding.empty()) tag.append("-").append(form.coding);
    return tag += '"';
}

}  // namespace

http::Response page_answer(const PageFile& file, const http::Request& request) {
    const Form form = choose_form(file, request);
    http::Response response{.static_body = form.content, .content_type = file.type, .head_block = fields_of(file)};
    response.headers.reserve(http::usual_headers);
    std::string tag = tag_of(file, form);
    const auto known = request.header("If-None-Match").value_or("");
    if (known == "*" || known.contains(tag)) response.status = 304;
    response.headers.push_back({"ETag", std::move(tag)});
    if (!form.coding.empty() && response.status == 200)
        response.headers.push_back({"Content-Encoding", std::string{form.coding}});
    return response;
}

}  // namespace burner::pages
