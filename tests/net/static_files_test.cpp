#include "server/net/static_files.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include "server/net/security_headers.h"

namespace terang::net {
namespace {

const std::string kScript(5'000, 's');
const std::string kPage = "<!doctype html>" + std::string(1'000, 'p');

StaticFiles files() {
  return StaticFiles::from({{"/index.html", kPage},
                            {"/assets/index-BkL3x_9Q.js", kScript},
                            {"/assets/logo-aaaabbbb.png", "PNG"},
                            {"/robots.txt", "User-agent: *"}});
}

HttpRequest request(std::string path, std::vector<Header> headers = {}, std::string method = "GET") {
  HttpRequest made;
  made.method = std::move(method);
  made.path = std::move(path);
  made.headers = std::move(headers);
  return made;
}

std::string header(const HttpResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers)
    if (key == name) return value;
  return "";
}

TEST(StaticFiles, GivesTypesAndCaching) {
  const auto script = files().answer(request("/assets/index-BkL3x_9Q.js"));
  ASSERT_TRUE(script);
  EXPECT_EQ(*script->body, kScript);
  EXPECT_EQ(header(*script, "Content-Type"), "text/javascript; charset=utf-8");
  EXPECT_EQ(header(*script, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*script, "Vary"), "Accept-Encoding");
  const auto image = files().answer(request("/assets/logo-aaaabbbb.png"));
  EXPECT_EQ(header(*image, "Content-Type"), "image/png");
  EXPECT_EQ(header(*image, "Vary"), "");
  // Browsers compile WebAssembly while it comes only under its own type.
  const auto cores = StaticFiles::from({{"/assets/replay.gen-BuJstb0Y.wasm", std::string(300'000, 'w')}})
                         .answer(request("/assets/replay.gen-BuJstb0Y.wasm", {{"accept-encoding", "br"}}));
  EXPECT_EQ(header(*cores, "Content-Type"), "application/wasm");
  EXPECT_EQ(header(*cores, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header(*cores, "Content-Encoding"), "br");
  const auto text = files().answer(request("/robots.txt", {}, "HEAD"));
  EXPECT_EQ(header(*text, "Cache-Control"), "no-cache");
}

TEST(StaticFiles, ChoosesTheCoding) {
  const StaticFiles all = files();
  const auto coding = [&](const std::string& accepted) {
    return header(*all.answer(request("/assets/index-BkL3x_9Q.js", {{"accept-encoding", accepted}})),
                  "Content-Encoding");
  };
  EXPECT_EQ(coding("gzip, deflate, br"), "br");
  EXPECT_EQ(coding("gzip"), "gzip");
  EXPECT_EQ(coding("br;q=0, gzip"), "gzip");
  EXPECT_EQ(coding("br; q=0.000, GZIP;q=0.5"), "gzip");
  EXPECT_EQ(coding("*"), "br");
  EXPECT_EQ(coding("identity"), "");
  EXPECT_EQ(coding(""), "");
  EXPECT_EQ(coding("*;q=0"), "");
  const auto zipped = all.answer(request("/assets/index-BkL3x_9Q.js", {{"accept-encoding", "gzip"}}));
  std::string plain(kScript.size(), '\0');
  z_stream stream{};
  inflateInit2(&stream, 16 + 15);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(zipped->body->data()));
  stream.avail_in = static_cast<uInt>(zipped->body->size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  EXPECT_EQ(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  EXPECT_EQ(plain, kScript);
}

TEST(StaticFiles, KnowsWhatTheClientHas) {
  const StaticFiles all = files();
  const std::string tag = header(*all.answer(request("/robots.txt")), "ETag");
  EXPECT_EQ(tag.size(), 34u);
  for (const std::string& sent : {tag, "W/" + tag, "\"other\", " + tag, std::string("*")}) {
    const auto response = all.answer(request("/robots.txt", {{"if-none-match", sent}}));
    EXPECT_EQ(response->status, 304) << sent;
    EXPECT_EQ(response->body, nullptr);
    EXPECT_EQ(header(*response, "ETag"), tag);
  }
  EXPECT_EQ(all.answer(request("/robots.txt", {{"if-none-match", "\"other\""}}))->status, 200);
  // Codings are different representations.
  EXPECT_NE(header(*all.answer(request("/index.html")), "ETag"),
            header(*all.answer(request("/index.html", {{"accept-encoding", "br"}})), "ETag"));
}

TEST(StaticFiles, FallsBackToThePageForItsOwnRoutes) {
  const StaticFiles all = files();
  for (const char* path : {"/", "/tenders", "/tenders/abc/lots/1"})
    EXPECT_EQ(*all.answer(request(path))->body, kPage);
  for (const char* path : {"/api/v1/none", "/api", "/assets/gone.js", "/assets/gone", "/missing.png"})
    EXPECT_FALSE(all.answer(request(path))) << path;
  EXPECT_FALSE(all.answer(request("/", {}, "POST")));
}

TEST(StaticFiles, SaysWhatIsMissing) {
  EXPECT_EQ(StaticFiles::load("/nowhere/at/all").error().name, "folder_missing");
}

TEST(SecurityHeaders, AllowNothingInline) {
  const SecurityHeaders headers = security_headers(false);
  for (const auto& list : {headers.always, headers.documents})
    for (const auto& [name, value] : list) {
      EXPECT_EQ(value.find("unsafe"), std::string::npos) << name;
      EXPECT_NE(name, "Strict-Transport-Security");
    }
}

TEST(SecurityHeaders, KnowWhatABrowserWouldRun) {
  for (const char* type : {"text/html", "text/html; charset=utf-8", "TEXT/HTML;charset=utf-8", "image/svg+xml",
                           "application/xhtml+xml", "application/xml", "text/xml"})
    EXPECT_TRUE(is_document(type)) << type;
  for (const char* type : {"", "application/json", "application/problem+json", "text/javascript; charset=utf-8",
                           "text/css", "text/plain", "image/png", "+xml"})
    EXPECT_FALSE(is_document(type)) << type;
}

}  // namespace
}  // namespace terang::net
