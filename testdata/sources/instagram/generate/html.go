package main

func html2025(m *maker) {
	m.file("your_instagram_activity/media/posts_1.html", []byte(`<html><head><meta charset="UTF-8"><title>Posts</title></head><body class="_5vb_ _2yq _a7o5">
<div class="_3-8y _3-95 _a70a"><a href="../../start_here.html"><img src="../../files/Instagram-Logo.png" class="_a705"></a><h1>Posts</h1></div>
<main class="_a706" role="main"><div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><h2 class="_3-95 _2pim _a6-h _a6-i">Sunset &amp; sand<br>#praia</h2>
<div class="_3-95 _a6-p"><div><div><a target="_blank" href="media/posts/202502/x.jpg"><img src="media/posts/202502/x.jpg" class="_a6_o _3-96"></a><div></div></div>
<div><a target="_blank" href="media/posts/202502/y.jpg"><img src="media/posts/202502/y.jpg" class="_a6_o _3-96"></a></div></div></div>
<div class="_3-94 _a6-o">Feb 28, 2025 10:07 am</div></div>
<div class="pam _3-95 _2ph- _a6-g uiBoxWhite noborder"><div class="_3-95 _2pim _a6-h _a6-i">Same minute</div>
<div class="_3-95 _a6-p"><a target="_blank" href="media/posts/202502/z.jpg"><img src="media/posts/202502/z.jpg"></a></div><div class="_3-94 _a6-o">Feb 28, 2025 10:07 am</div></div></main></body></html>
`))
	m.file("personal_information/personal_information/personal_information.html", []byte(`<html><body><table><tr><td class="_2pin _a6_q">Username<div><div class="_a6-q">some.one</div></div></td></tr></table></body></html>`))
	m.pictures("media/posts/202502/x.jpg", "media/posts/202502/y.jpg", "media/posts/202502/z.jpg")
}

func html2021(m *maker) {
	m.file("content/posts_1.html", []byte(`<html><body class="_5vb_"><div class="_4t5n" role="main"><div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder">
<div class="_3-96 _2pio _2lek _2lel">A café by the sea</div><div class="_3-96 _2let"><div><a href="media/posts/202009/x.jpg"><img src="media/posts/202009/x.jpg" class="_2yuc _3-96"></a></div></div>
<div class="_3-94 _2lem">Sep 28, 2020, 3:08 PM</div></div>
<div class="pam _3-95 _2pi0 _2lej uiBoxWhite noborder"><div class="_3-96 _2let"><div><img src="media/posts/202009/y.jpg"></div></div><div class="_3-94 _2lem">Sep 27, 2020, 12:08 AM</div></div></div></body></html>
`))
	m.pictures("media/posts/202009/x.jpg", "media/posts/202009/y.jpg")
}
