#pragma once

#include <span>
#include <string_view>

namespace burner::pages {

/// The site that a file belongs to. Each has a listener of its own, which knows no other site's files.
enum class Site { reclaim, dashboard };

/// One file as `npm run build` in web has made it. All of it lies in the program.
struct PageFile {
    Site site;
    std::string_view path;  ///< in the site's URLs: `/`, `/assets/index-B1x2.js`
    std::string_view type;  ///< of its content, such as `text/html; charset=utf-8`
    std::string_view hash;  ///< of its content: 22 characters of base64url
    std::string_view plain;
    std::string_view gzip;    ///< empty where it would not be smaller
    std::string_view brotli;  ///< the same
};

/// Returns all files of all sites; none in a build without pages.
std::span<const PageFile> page_files();

/// Tells whether a site was compiled in.
bool has_pages(Site site);

/// Returns the site's file at a path, or null. `files` are those of `page_files`, or a test's.
const PageFile* find_page_file(std::span<const PageFile> files, Site site, std::string_view path);

}  // namespace burner::pages
